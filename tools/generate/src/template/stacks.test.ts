// The templates of this workspace: what they promise to whoever deploys them, and that a stack in use updates in place.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { describeStack, parseTemplate, type StackExpectations } from '@gatehouse/templates';
import { loadWorkspace, type ApiApp } from '../workspace.ts';
import { SECRETS } from './secrets.ts';
import { parameterOf } from './variables.ts';

const root = resolve(import.meta.dirname, '../../../..');
const templateOf = (app: string): string => join(root, 'apps', app, 'template.yaml');
const { apps, authorizers } = await loadWorkspace(root);

/** What a stack is told that signs with a key pair and has all that it may have. */
const TOLD = {
  JWT_ISSUER: 'https://auth.example.com',
  JWT_PRIVATE_KEYS: 'secretsmanager:gatehouse/jwt-private-keys',
  DATABASE_URL: 'secretsmanager:gatehouse/database-url',
  PASSWORD_PEPPERS: 'secretsmanager:gatehouse/password-peppers',
  MAIL_URL: 'secretsmanager:gatehouse/mail-url',
  MAIL_FROM: 'Example <no-reply@example.com>',
  ACCOUNT_URL: 'https://example.com/account',
  FACTOR_KEYS: 'secretsmanager:gatehouse/factor-keys',
};

const expectationsOf = ({ stack }: ApiApp): StackExpectations => {
  const told = Object.entries(TOLD).filter(([variable]) => stack.variables.includes(variable));
  const roles = Object.entries(stack.roles).map(([role, { reads }]) => [
    role,
    reads.map((secret) => parameterOf(SECRETS[secret].variables[0] ?? '')),
  ]);
  return {
    parameters: Object.fromEntries(told.map(([variable, value]) => [parameterOf(variable), value])),
    reads: {
      ...Object.fromEntries(roles),
      ...(stack.audit && { AuditRole: [] }),
    } as StackExpectations['reads'],
  };
};

describe.each(apps.map((app) => [app.name, app] as const))('%s', (name, app) => {
  describeStack(templateOf(name), expectationsOf(app));
});

describe.each(authorizers.map(({ name }) => name))('%s', (name) => {
  describeStack(templateOf(name), {
    parameters: {
      JwtIssuer: 'https://auth.example.com',
      JwtJwks: 'ssm:/gatehouse/jwt-jwks',
      SessionCheckSeconds: '5',
      DatabaseUrl: 'secretsmanager:gatehouse/database-url',
    },
    reads: { AuthorizerRole: ['JwtJwks', 'DatabaseUrl'] },
  });
});

const inUse = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/logical-ids.json'), 'utf8'),
) as Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string }>>;
}

describe.each(Object.entries(inUse))('a stack of %s that is in use', (app, idsByType) => {
  const { Resources } = parseTemplate(readFileSync(templateOf(app), 'utf8')) as Template;

  test.each(Object.entries(idsByType))('keeps every %s under its logical id', (type, ids) => {
    expect(ids.filter((id) => Resources[id]?.Type !== type)).toEqual([]);
  });
});
