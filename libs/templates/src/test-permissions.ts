// What the functions of a stack may do, and who may call them.
import { expect, test } from '@jest/globals';
import type { TemplateValue } from './parse-template.ts';
import type { Parameters } from './resolve-stack.ts';
import { OPTIONS, type StackView } from './stack-view.ts';

/** Every action that any role of ours is granted. */
const ACTIONS = [
  'kms:Decrypt',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'secretsmanager:GetSecretValue',
  'ses:SendEmail',
  'ses:SendRawEmail',
  'ssm:GetParameter',
  'ssm:GetParametersByPath',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];

export const testPermissions = (stack: StackView): void => {
  test('grants named actions on named resources, and X-Ray alone on all', () => {
    const policies = stack.ofType('AWS::IAM::ManagedPolicy');
    for (const { Effect, Action, Resource } of policies.flatMap(
      ([, { PolicyDocument }]) => PolicyDocument.Statement,
    )) {
      const actions: string[] = [Action].flat();
      expect(Effect).toBe('Allow');
      expect(ACTIONS).toEqual(expect.arrayContaining(actions));
      if (!actions.every((action) => action.startsWith('xray:')))
        expect(Resource).toMatch(/^(arn:aws:[\w-]+:[\w-]+:\d+:[^*]+|<(Audit)?Logs\.Arn>)$/);
    }
  });

  test('lets one role alone send by SES, where mails go by SES, from its own region', () => {
    const sendersWith = (MailUrl: string): readonly string[] => {
      const parameters = { ...stack.expectations.parameters, MailUrl };
      const policies = stack
        .ofType('AWS::IAM::ManagedPolicy', parameters)
        .filter(([, policy]) => JSON.stringify(policy).includes('ses:'));
      for (const [, { PolicyDocument }] of policies)
        expect(PolicyDocument.Statement).toEqual([
          {
            Effect: 'Allow',
            Action: ['ses:SendEmail', 'ses:SendRawEmail'],
            Resource: [
              'arn:aws:ses:eu-central-1:123456789012:identity/*',
              'arn:aws:ses:eu-central-1:123456789012:configuration-set/*',
            ],
          },
        ]);
      const ids = policies.map(([id]) => `<${id}>`);
      return stack
        .ofType('AWS::IAM::Role', parameters)
        .filter(([, { ManagedPolicyArns }]) => ids.some((id) => ManagedPolicyArns.includes(id)))
        .map(([id]) => id);
    };
    expect(sendersWith('smtps://mail.example.com')).toEqual([]);
    expect(sendersWith('secretsmanager:gatehouse/mail-url')).toEqual([]);
    const isSender = stack.template.Parameters.MailFrom !== undefined;
    expect(sendersWith('ses:eu-central-1')).toEqual(isSender ? ['MailRole'] : []);
  });

  test('gives every function a role of this template, which Lambda alone may take', () => {
    const roles = stack.ofType('AWS::IAM::Role');
    const arns = roles.map(([id]) => `<${id}.Arn>`);
    for (const [, { Role }] of stack.ofType('AWS::Lambda::Function')) expect(arns).toContain(Role);
    for (const [, { AssumeRolePolicyDocument, ManagedPolicyArns, Policies }] of roles) {
      expect(AssumeRolePolicyDocument.Statement).toEqual([
        { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
      ]);
      for (const policy of ManagedPolicyArns) expect(policy).toMatch(/^<\w+>$/);
      expect(Policies).toBeUndefined();
    }
  });

  test("caps every role by the boundary that the operator gives, a team's own too, and none without one", () => {
    const boundaries = (parameters?: Parameters): unknown[] =>
      stack.ofType('AWS::IAM::Role', parameters).map(([, role]) => role.PermissionsBoundary);
    expect(new Set(boundaries())).toEqual(new Set([OPTIONS.PermissionsBoundary]));
    expect(new Set(boundaries(stack.expectations.parameters))).toEqual(new Set([undefined]));
  });

  test.each([
    ['Secrets Manager', (reference: string) => reference],
    ['SSM', (reference: string) => reference.replace(/^secretsmanager:/, 'ssm:/')],
  ])('lets each role read what its functions need and no more, kept in %s', (_store, kept) => {
    const { parameters, reads } = stack.expectations;
    const given = Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, kept(value)]));
    const grants = ([role, names]: readonly [string, readonly string[]]) =>
      [role, names.map((name) => grantOf(given[name] ?? '')).sort()] as const;
    expect(readableBy(stack, given)).toEqual(Object.fromEntries(Object.entries(reads).map(grants)));
  });

  test('lets nobody but API Gateway call a function, and gives none a URL', () => {
    expect(stack.ofType('AWS::Lambda::Url')).toEqual([]);
    for (const [, { FunctionUrlConfig }] of stack.ofType('AWS::Lambda::Function'))
      expect(FunctionUrlConfig).toBeUndefined();
    // That of the audit log is CloudWatch's, and those of schedules are EventBridge's; both are tested with them.
    const permissions = stack
      .ofType('AWS::Lambda::Permission')
      .filter(([id, { Principal }]) => id !== 'AuditPermission' && Principal !== 'events.amazonaws.com');
    for (const [, { Action, Principal, SourceArn }] of permissions) {
      expect([Action, Principal]).toEqual(['lambda:InvokeFunction', 'apigateway.amazonaws.com']);
      expect(SourceArn).toMatch(/^arn:aws:execute-api:eu-west-1:123456789012:<\w+>\//);
    }
  });
};

const readableBy = (stack: StackView, parameters: Parameters): object => {
  const policies = new Map(stack.ofType('AWS::IAM::ManagedPolicy', parameters));
  const grantsOf = (arn: string): string[] =>
    policies
      .get(arn.slice(1, -1))
      .PolicyDocument.Statement.map(({ Action, Resource }: TemplateValue) => `${Action} ${Resource}`)
      .filter((grant: string) => /^(secretsmanager|ssm):/.test(grant));
  return Object.fromEntries(
    stack
      .ofType('AWS::IAM::Role', parameters)
      .map(([id, { ManagedPolicyArns }]) => [id, ManagedPolicyArns.flatMap(grantsOf).sort()]),
  );
};

/** What reading a reference takes; a secret's ARN ends in six characters that nobody chooses. */
const grantOf = (reference: string): string => {
  const [store, name] = reference.split(':');
  const at = `arn:aws:${store}:eu-west-1:123456789012`;
  return store === 'ssm'
    ? `ssm:GetParameter ${at}:parameter${name}`
    : `secretsmanager:GetSecretValue ${at}:secret:${name}-??????`;
};
