// What the role of github.yaml lets a deployment do, and what it does not, whoever it is that deploys.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseTemplate, resolveStack } from '@gatehouse/templates';
import { leaveOut } from '@gatehouse/test-support';
import { acts, nameOf, type Act } from './testing/iam/act.ts';
import { ACTS_OF_KINDS, ACTS_OF_THE_COMMAND } from './testing/iam/acts-of-kinds.ts';
import { ESCALATIONS, TRESPASSES } from './testing/iam/attacks.ts';
import { githubStack } from './testing/iam/github-stack.ts';
import { arn, GITHUB } from './testing/iam/names.ts';
import { loadSimulator, type Decide, type Principal } from './testing/iam/simulator.ts';

const root = resolve(import.meta.dirname, '../../..');

interface Resource {
  readonly Type: string;
  readonly Properties: { readonly PolicyDocument: { readonly Statement: readonly Statement[] } };
}

interface PolicyStatement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Condition?: unknown;
}

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

const ANYTHING = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** All that may be set, so that every resource and every policy is there. */
const PARAMETERS = {
  AccessTable: 'ssm:/gatehouse/access/',
  AlarmTopicArn: 'arn:aws:sns:eu-west-1:123456789012:alarms',
  DatabaseUrl: 'secretsmanager:gatehouse/database-url',
  DomainName: 'api.example.com',
  FactorKeys: 'secretsmanager:gatehouse/factor-keys',
  JwtIssuer: 'https://api.example.com/auth',
  JwtJwks: 'ssm:/gatehouse/jwt-jwks',
  JwtPrivateKeys: 'secretsmanager:gatehouse/jwt-private-keys',
  LogsKeyArn: arn.key,
  MailFrom: 'no-reply@example.com',
  AccountUrl: 'https://example.com/account',
  PasswordPeppers: 'secretsmanager:gatehouse/peppers',
  PermissionsBoundary: GITHUB.boundary,
  SecretsKeyArn: arn.key,
  SessionCheckSeconds: '5',
  Tracing: 'Active',
};

const resources = readdirSync(join(root, 'apps')).flatMap((app) => {
  const template: unknown = parseTemplate(readFileSync(join(root, 'apps', app, 'template.yaml'), 'utf8'));
  const others = [
    { MailUrl: 'ses:eu-west-1' },
    { MailUrl: 'secretsmanager:gatehouse/mail-url' },
    { DatabaseUrl: 'dynamodb://eu-west-1/gatehouse' },
  ];
  return others.flatMap(
    (given) => Object.values(resolveStack(template, { ...PARAMETERS, ...given })) as readonly Resource[],
  );
});
const kinds = [...new Set(resources.map(({ Type }) => Type))].sort();

test('it is known what each kind of resource in the templates takes to deploy', () => {
  expect(kinds.filter((kind) => !Object.hasOwn(ACTS_OF_KINDS, kind))).toEqual([]);
  expect(kinds.length).toBeGreaterThan(7);
});

const { deployment, boundary } = githubStack({ PolicyArn: arn.policy('gatehouse-deployment') });

test('the policy is as small as an inline policy has to be, and the boundary as a managed one', () => {
  expect(JSON.stringify(deployment).length).toBeLessThan(10_240);
  expect(JSON.stringify(boundary).length).toBeLessThan(6_144);
});

test('the policy admits the transform of SAM, and no other macro', () => {
  const transforms = JSON.stringify(deployment).match(/transform\/[\w-]+/g);
  expect(new Set(transforms)).toEqual(new Set(['transform/Serverless-2016-10-31']));
});

/** The acts of these verbs on roles, each with the condition under which some statement allows it. */
const allowedOnRoles = (verbs: RegExp): readonly (readonly [string, unknown])[] =>
  (deployment as { readonly Statement: readonly PolicyStatement[] }).Statement.filter(
    ({ Effect }) => Effect === 'Allow',
  ).flatMap(({ Action, Condition }) =>
    [Action].flat().flatMap((action) => (verbs.test(action) ? [[action, Condition] as const] : [])),
  );

test('whatever makes a role, or gives one a right, is allowed with the boundary alone, and nothing takes it off', () => {
  const changes = allowedOnRoles(/^iam:.*(CreateRole|AttachRole|PutRole|UpdateAssumeRole)/);
  expect(changes.map(([action]) => action).sort()).toEqual([
    'iam:AttachRolePolicy',
    'iam:CreateRole',
    'iam:PutRolePermissionsBoundary',
    'iam:PutRolePolicy',
    'iam:UpdateAssumeRolePolicy',
  ]);
  for (const [, condition] of changes)
    expect(condition).toEqual({ StringEquals: { 'iam:PermissionsBoundary': GITHUB.boundary } });
  expect(allowedOnRoles(/[*]|^iam:DeleteRolePermissionsBoundary|^sts:/)).toEqual([]);
  expect(allowedOnRoles(/^iam:PassRole/)).toEqual([
    ['iam:PassRole', { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } }],
  ]);
});

test('the boundary holds no act on identities', () => {
  expect(JSON.stringify(boundary)).not.toMatch(/"(iam|sts|organizations|account):/);
});

const simulator = await loadSimulator();

if (simulator === null)
  leaveOut('the role under the simulator of IAM', 'it is not installed; "npm run iam-simulator" does it');
else
  describe('the role under the simulator of IAM', () => {
    const decide: Decide = simulator;
    const deployer: Principal = { arn: GITHUB.role, policies: [deployment] };
    const powerful: Principal = { arn: GITHUB.role, policies: [ANYTHING, deployment] };
    const allowed = async (principal: Principal, tried: readonly Act[]): Promise<readonly string[]> => {
      const decisions = await Promise.all(tried.map((act) => decide(principal, act)));
      return tried.filter((_act, index) => decisions[index]).map(nameOf);
    };

    test.each(Object.entries(ESCALATIONS))('withstands: %s', async (_what, attacks) => {
      expect(await allowed(deployer, attacks)).toEqual([]);
      expect(await allowed(powerful, attacks)).toEqual([]);
    });

    test('is all that stands between the attacks and an account that allows them', async () => {
      const attacks = [ESCALATIONS, TRESPASSES].flatMap((table) => Object.values(table).flat());
      const unbounded: Principal = { arn: GITHUB.role, policies: [ANYTHING] };
      expect(await allowed(unbounded, attacks)).toEqual(attacks.map(nameOf));
    });

    test.each(Object.entries(TRESPASSES))('does not reach %s', async (_what, attacks) => {
      expect(await allowed(deployer, attacks)).toEqual([]);
    });

    test.each([...Object.entries(ACTS_OF_KINDS), ['the deploy command', ACTS_OF_THE_COMMAND] as const])(
      'deploys %s',
      async (_kind, needed) => {
        expect(await allowed(deployer, needed)).toEqual(needed.map(nameOf));
        expect(await allowed(powerful, needed)).toEqual(needed.map(nameOf));
      },
    );

    describe('a role of a stack that was given every right', () => {
      const everything: Principal = {
        arn: arn.role('gatehouse-users-AccountsRole-1A2B'),
        policies: [ANYTHING],
        boundary,
      };

      test('can do none of the attacks either', async () => {
        const attacks = [ESCALATIONS, TRESPASSES].flatMap((table) => Object.values(table).flat());
        const secrets = ['secretsmanager:GetSecretValue'];
        const tried = attacks.filter(({ action }) => !secrets.includes(action));
        expect(await allowed(everything, tried)).toEqual([]);
      });

      test('reads no secret but those of Gatehouse', async () => {
        const foreign = [
          ...acts(arn.secret('billing/key'), ['secretsmanager:GetSecretValue']),
          ...acts(arn.parameter('/billing/key'), ['ssm:GetParameter']),
          ...acts(arn.key, ['kms:Decrypt'], { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' }),
        ];
        expect(await allowed(everything, foreign)).toEqual([]);
      });
    });

    test('a role of a stack that was given every right uses the tables of Gatehouse alone, and makes none', async () => {
      const everything: Principal = { arn: arn.role('r'), policies: [ANYTHING], boundary };
      const items = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'];
      expect(await allowed(everything, acts(arn.table('billing'), items))).toEqual([]);
      expect(await allowed(everything, acts(arn.table('gatehousekeeping'), items))).toEqual([]);
      const removal = ['dynamodb:DeleteTable', 'dynamodb:UpdateTable', 'dynamodb:Scan'];
      expect(await allowed(everything, acts(arn.table('gatehouse'), removal))).toEqual([]);
      expect(await allowed(everything, acts(arn.table('gatehouse-staging'), items))).toHaveLength(3);
    });

    test('the boundary caps no right that the templates give a role', async () => {
      const policies = resources.filter(({ Type }) => Type === 'AWS::IAM::ManagedPolicy');
      const granted = policies.flatMap(({ Properties }) =>
        Properties.PolicyDocument.Statement.flatMap(grantsOf),
      );
      expect(granted.length).toBeGreaterThan(20);
      const functionRole: Principal = { arn: arn.role('r'), policies: [ANYTHING], boundary };
      expect(await allowed(functionRole, granted)).toEqual(granted.map(nameOf));
    });
  });

/** The acts that a statement of a template allows, on things that it could be about. */
const grantsOf = ({ Action, Resource }: Statement): readonly Act[] =>
  [Resource]
    .flat()
    .flatMap((resource) => acts(thingOf(resource), [Action].flat(), CONTEXTS[[Action].flat()[0] ?? '']));

const thingOf = (resource: string): string =>
  resource
    .replace(/^<(\w+)\.Arn>$/, (_whole, logs: string) => arn.logStream(`gatehouse-users-${logs}-1A2B`))
    .replace(/(identity|configuration-set)\/\*$/, '$1/example.com')
    .replace('??????', 'AbCdEf');

const CONTEXTS: Readonly<Record<string, Act['context']>> = {
  'kms:Decrypt': { 'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com' },
};
