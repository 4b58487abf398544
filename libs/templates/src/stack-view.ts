// A stack as its tests look at it: one template, as written or as translated, resolved for the parameters of a test.
import type { TemplateValue } from './parse-template.ts';
import { resolveStack, type Parameters } from './resolve-stack.ts';

export interface StackExpectations {
  /** The parameters of a whole stack, with each reference in Secrets Manager. */
  readonly parameters: Parameters;
  /** The parameters that name what each role may read. */
  readonly reads: Readonly<Record<string, readonly string[]>>;
}

export interface StackView {
  readonly template: TemplateValue;
  readonly expectations: StackExpectations;
  /** The stack's resources of one type with their properties; for the given parameters, or with every option on. */
  ofType(type: string, parameters?: Parameters): readonly (readonly [string, TemplateValue])[];
}

/** Everything that an operator may leave out. */
export const OPTIONS = {
  AlarmTopicArn: 'arn:aws:sns:eu-west-1:123456789012:alarms',
  DomainName: 'api.example.com',
  LogsKeyArn: 'arn:aws:kms:eu-west-1:123456789012:key/logs',
  PermissionsBoundary: 'arn:aws:iam::123456789012:policy/boundaries/functions',
  SecretsKeyArn: 'arn:aws:kms:eu-west-1:123456789012:key/secrets',
  Tracing: 'Active',
};

export const createStackView = (template: TemplateValue, expectations: StackExpectations): StackView => ({
  template,
  expectations,
  ofType: (type, parameters = { ...expectations.parameters, ...OPTIONS }) =>
    Object.entries(resolveStack(template, parameters))
      .filter(([, { Type }]) => Type === type)
      .map(([id, { Properties }]) => [id, Properties] as const),
});
