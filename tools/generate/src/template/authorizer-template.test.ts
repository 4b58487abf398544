import { describe, expect, test } from '@jest/globals';
import { authorizerStack } from '@gatehouse/contract/stack';
import { parseTemplate, resolveStack } from '@gatehouse/templates';
import { workspaceOf } from '../workspace.ts';
import { authorizerTemplate } from './authorizer-template.ts';

const app = {
  name: 'guard',
  stack: authorizerStack({
    description: 'A guard.',
    sources: { alone: 'handler', checkingSessions: 'session-check.handler' },
    variables: ['JWT_JWKS', 'SECRET_KEY', 'ACCESS_TABLE', 'SESSION_CHECK_SECONDS', 'DATABASE_URL'],
  }),
};
const template: unknown = parseTemplate(authorizerTemplate(app).text(workspaceOf([app])) as string);

interface Policy {
  readonly Properties: {
    readonly PolicyDocument: { readonly Statement: readonly [{ Action: string; Resource: unknown }] };
  };
}

/** What the policy of the access table grants, given the parameter; null where there is no policy. */
const grantOf = (AccessTable: string): unknown => {
  const policy = resolveStack(template, { AccessTable })['ReadsAccessTable'] as Policy | undefined;
  if (policy === undefined) return null;
  const { Action, Resource } = policy.Properties.PolicyDocument.Statement[0];
  return [Action, Resource];
};

const ARN = 'arn:aws:ssm:eu-west-1:123456789012:parameter';

describe('the access table', () => {
  test('in one parameter is read by its name', () => {
    expect(grantOf('ssm:/team/access')).toEqual(['ssm:GetParameter', `${ARN}/team/access`]);
  });

  test('below a path is read by that path, and by no other', () => {
    expect(grantOf('ssm:/team/access/')).toEqual([
      'ssm:GetParametersByPath',
      [`${ARN}/team/access/`, `${ARN}/team/access`],
    ]);
  });

  test.each(['', '{"orders":[]}'])('in place grants nothing: %j', (value) => {
    expect(grantOf(value)).toBeNull();
  });
});

test('the modules of the function are its own and that which looks sessions up, each with its handler', () => {
  const { AuthorizerFunction } = resolveStack(template, { SessionCheckSeconds: '5' });
  expect(AuthorizerFunction).toMatchObject({
    Metadata: { Source: 'src/session-check.handler.ts' },
    Properties: { Handler: 'session-check.handler' },
  });
  expect(resolveStack(template, {})['AuthorizerFunction']).toMatchObject({
    Metadata: { Source: 'src/handler.ts' },
    Properties: { Handler: 'handler.handler' },
  });
});

test('a resource of the team is added, and one with a generated id is refused', () => {
  const withOwn = (resources: Readonly<Record<string, unknown>>) =>
    authorizerTemplate({ ...app, stack: { ...app.stack, resources } }).text(workspaceOf([app]));
  expect(withOwn({ Topic: { Type: 'AWS::SNS::Topic' } })).toContain(
    '\n  Topic:\n    Type: AWS::SNS::Topic\n',
  );
  expect(() => withOwn({ Logs: {} })).toThrow('apps/guard/stack.ts: resources: Logs is a generated resource');
});
