// The right to the table of DynamoDB, in the templates as they are: where the database is one, and nowhere else.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseTemplate, resolveStack } from '@gatehouse/templates';

const root = resolve(import.meta.dirname, '../../../..');

interface Resource {
  readonly Type: string;
  readonly Properties: {
    readonly ManagedPolicyArns?: readonly string[];
    readonly PolicyDocument?: { readonly Statement: readonly unknown[] };
  };
}

const stackOf = (app: string, parameters: Readonly<Record<string, string>>) => {
  const template: unknown = parseTemplate(readFileSync(`${root}/apps/${app}/template.yaml`, 'utf8'));
  const given = { JwtIssuer: 'https://id.example.com', JwtPrivateKeys: 'ssm:/keys', ...parameters };
  return resolveStack(template, given) as Readonly<Record<string, Resource>>;
};

/** The roles that have a policy, by name. */
const holdersOf = (stack: Readonly<Record<string, Resource>>, policy: string): readonly string[] =>
  Object.entries(stack)
    .filter(([, { Properties }]) => JSON.stringify(Properties.ManagedPolicyArns ?? []).includes(policy))
    .map(([id]) => id)
    .sort();

describe.each([
  ['auth', {}],
  ['users', {}],
  ['authorizer', { SessionCheckSeconds: '5', JwtJwks: 'ssm:/jwks' }],
])('%s', (app, parameters) => {
  const onMongo = stackOf(app, { ...parameters, DatabaseUrl: 'secretsmanager:gatehouse/database-url' });
  const onDynamo = stackOf(app, { ...parameters, DatabaseUrl: 'dynamodb://eu-central-1/gatehouse' });

  test('who reads the URL of a MongoDB may use the table in its place, and nobody else may', () => {
    expect(holdersOf(onMongo, 'ReadsDatabaseUrl').length).toBeGreaterThan(0);
    expect(holdersOf(onDynamo, 'UsesTable')).toEqual(holdersOf(onMongo, 'ReadsDatabaseUrl'));
    expect(holdersOf(onDynamo, 'ReadsDatabaseUrl')).toEqual([]);
    expect(Object.keys(onMongo)).not.toContain('UsesTable');
    expect(Object.keys(onDynamo)).not.toContain('ReadsDatabaseUrl');
  });

  test('the right is to the items of that table and its indexes alone', () => {
    const [statement] = onDynamo['UsesTable']?.Properties.PolicyDocument?.Statement ?? [];
    expect(statement).toEqual({
      Effect: 'Allow',
      Action: ['BatchGetItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'].map(
        (act) => `dynamodb:${act}`,
      ),
      Resource: ['', '/index/*'].map((part) =>
        expect.stringMatching(
          new RegExp(`:dynamodb:eu-central-1:[^:]+:table/gatehouse${part.replace('*', '\\*')}$`),
        ),
      ),
    });
  });
});

test('an authorizer that looks no session up has no right to a table', () => {
  const stack = stackOf('authorizer', {
    JwtJwks: 'ssm:/jwks',
    DatabaseUrl: 'dynamodb://eu-central-1/gatehouse',
  });
  expect(holdersOf(stack, 'UsesTable')).toEqual([]);
  expect(Object.keys(stack)).not.toContain('UsesTable');
});
