// What CloudFormation would make of a template for given parameters, as far as that is known before there is a stack.
import type { TemplateValue } from './parse-template.ts';

/** Parameters by name, `AWS::StackName` and its like too; the template's defaults hold for the others. */
export type Parameters = Readonly<Record<string, string>>;

/** The resources that exist under the conditions, by logical id; what only a stack knows reads `<LoginRole.Arn>`. */
export const resolveStack = (
  template: TemplateValue,
  parameters: Parameters,
): Readonly<Record<string, TemplateValue>> => {
  const scope: Scope = { template, parameters };
  return Object.fromEntries(
    Object.entries<TemplateValue>(template.Resources)
      .filter(([, { Condition }]) => Condition === undefined || holds({ Condition }, scope))
      .map(([id, resource]) => [id, resolve({ ...resource, Condition: NO_VALUE }, scope)]),
  );
};

/** Whether the assertions of the template's Rules admit the parameters. */
export const admits = (template: TemplateValue, parameters: Parameters): boolean => {
  const scope: Scope = { template, parameters };
  return Object.values<TemplateValue>(template.Rules ?? {}).every(
    ({ RuleCondition, Assertions }) =>
      (RuleCondition !== undefined && !holds(RuleCondition, scope)) ||
      Assertions.every(({ Assert }: TemplateValue) => holds(Assert, scope)),
  );
};

interface Scope {
  readonly template: TemplateValue;
  readonly parameters: Parameters;
}

const NO_VALUE = { Ref: 'AWS::NoValue' };

const resolve = (value: TemplateValue, scope: Scope): TemplateValue => {
  if (Array.isArray(value)) return value.map((item) => resolve(item, scope)).filter(isPresent);
  if (typeof value !== 'object' || value === null) return value;
  const [name = '', ...others] = Object.keys(value);
  const intrinsic = others.length === 0 ? INTRINSICS[name] : undefined;
  if (intrinsic !== undefined) return intrinsic(value[name], scope);
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [key, resolve(item, scope)] as const)
      .filter(([, item]) => isPresent(item)),
  );
};

const isPresent = (value: unknown): boolean => value !== undefined;

const reference = (name: string, { template, parameters }: Scope): TemplateValue => {
  if (Object.hasOwn(PSEUDO_PARAMETERS, name)) return parameters[name] ?? PSEUDO_PARAMETERS[name];
  const parameter = template.Parameters?.[name];
  if (parameter === undefined) return `<${name}>`;
  return parameters[name] ?? parameter.Default ?? `<${name}>`;
};

const PSEUDO_PARAMETERS: Readonly<Record<string, string | undefined>> = {
  'AWS::NoValue': undefined,
  'AWS::AccountId': '123456789012',
  'AWS::Partition': 'aws',
  'AWS::Region': 'eu-west-1',
  'AWS::StackName': 'stack',
  'AWS::URLSuffix': 'amazonaws.com',
};

const INTRINSICS: Readonly<Record<string, (argument: TemplateValue, scope: Scope) => TemplateValue>> = {
  Ref: (name, scope) => reference(name, scope),
  'Fn::GetAtt': ([id, ...attribute]) => `<${[id, ...attribute].join('.')}>`,
  'Fn::ImportValue': (name, scope) => `<import ${resolve(name, scope)}>`,
  'Fn::If': ([condition, whenTrue, whenFalse], scope) =>
    resolve(holds({ Condition: condition }, scope) ? whenTrue : whenFalse, scope),
  'Fn::Select': ([index, list], scope) => resolve(list, scope)[Number(index)],
  'Fn::Split': ([separator, text], scope) => resolve(text, scope).split(separator),
  'Fn::Sub': (argument, scope) => {
    const [text, values] = Array.isArray(argument) ? argument : [argument, {}];
    return text.replace(/\$\{([^}]+)\}/g, (_whole: string, name: string) =>
      String(Object.hasOwn(values, name) ? resolve(values[name], scope) : reference(name, scope)),
    );
  },
};

const holds = (expression: TemplateValue, scope: Scope): boolean => {
  const [name = '', argument] = Object.entries<TemplateValue>(expression)[0] ?? [];
  const inner = (item: TemplateValue): boolean => holds(item, scope);
  switch (name) {
    case 'Condition':
      return holds(scope.template.Conditions[argument], scope);
    case 'Fn::Equals':
      return String(resolve(argument[0], scope)) === String(resolve(argument[1], scope));
    case 'Fn::Contains':
      return argument[0].some((one: TemplateValue) => String(one) === String(resolve(argument[1], scope)));
    case 'Fn::Not':
      return !inner(argument[0]);
    case 'Fn::And':
      return argument.every(inner);
    case 'Fn::Or':
      return argument.some(inner);
    default:
      throw new Error(`no condition: ${JSON.stringify(expression)}`);
  }
};
