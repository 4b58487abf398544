import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { brokenRuleOf, type Parameter } from './parameter-rules.ts';
import { readDeclarations } from './parameters.ts';
import { createWorkspace, type Workspace } from './testing/workspace.ts';

describe('a value', () => {
  const REFERENCE = { Type: 'String', AllowedPattern: '^(secretsmanager:\\w+|ssm:/\\w+)$' };

  test.each<[string, Parameter, string]>([
    ['a reference', REFERENCE, 'ssm:/db'],
    ['a pattern without anchors', { Type: 'String', AllowedPattern: '[a-z]+' }, 'abc'],
    ['an empty text', { Type: 'String', AllowedPattern: '(arn:.+)?' }, ''],
    ['one of several', { Type: 'String', AllowedValues: ['open', 'closed'] }, 'closed'],
    ['one of several numbers', { Type: 'Number', AllowedValues: [1, 7, 14] }, '7'],
    ['a number at both its ends', { Type: 'Number', MinValue: 5, MaxValue: 5 }, '5'],
    ['a fraction', { Type: 'Number' }, '-0.5'],
    ['a length at both its ends', { Type: 'String', MinLength: 2, MaxLength: '2' }, 'ab'],
    ['a list of numbers', { Type: 'List<Number>', MaxValue: 3 }, '1, 2,3'],
    ['a list of words', { Type: 'CommaDelimitedList', AllowedValues: ['a', 'b'] }, 'a, b'],
    ['an id of AWS', { Type: 'AWS::EC2::VPC::Id' }, 'vpc-1'],
    ['the name of an SSM parameter', { Type: 'AWS::SSM::Parameter::Value<String>' }, '/a/b'],
  ])('may be %s', (_name, parameter, value) => {
    expect(brokenRuleOf(parameter, value)).toBeNull();
  });

  test.each<[string, Parameter, string]>([
    ['has to match ^(secretsmanager:\\w+|ssm:/\\w+)$', REFERENCE, 'mongodb://u:p@host'],
    ['has to match [a-z]+', { Type: 'String', AllowedPattern: '[a-z]+' }, 'abc1'],
    ['has to match a|b', { Type: 'String', AllowedPattern: 'a|b' }, 'ab'],
    ['takes a reference', { ...REFERENCE, ConstraintDescription: 'takes a reference' }, 'x'],
    ['takes one of open, closed', { Type: 'String', AllowedValues: ['open', 'closed'] }, 'Open'],
    ['takes one of 1, 7', { Type: 'Number', AllowedValues: [1, 7] }, '2'],
    ['takes a number', { Type: 'Number' }, 'ten'],
    ['takes a number', { Type: 'Number' }, ''],
    ['takes a number', { Type: 'Number' }, '0x10'],
    ['takes a number from 8', { Type: 'Number', MinValue: '8' }, '7'],
    ['takes a number up to 9', { Type: 'Number', MaxValue: 9 }, '10'],
    ['takes at least 2 characters', { Type: 'String', MinLength: 2 }, 'a'],
    ['takes at most 2 characters', { Type: 'String', MaxLength: 2 }, 'abc'],
    ['takes numbers, separated by commas', { Type: 'List<Number>' }, '1,x'],
    ['takes one of a', { Type: 'CommaDelimitedList', AllowedValues: ['a'] }, 'a,b'],
    ["has the type Text, which is none of CloudFormation's", { Type: 'Text' }, 'a'],
    [
      'has the AllowedPattern (?i)a, which only Java reads: write it as JavaScript reads it too',
      { Type: 'String', AllowedPattern: '(?i)a' },
      'A',
    ],
  ])('that breaks a rule is told it: %s', (rule, parameter, value) => {
    expect(brokenRuleOf(parameter, value)).toBe(rule);
  });
});

const root = resolve(import.meta.dirname, '../../..');

test.each(readdirSync(resolve(root, 'apps')))('the defaults of %s keep the rules of its template', (app) => {
  const broken = Object.entries(readDeclarations(app, root).parameters).filter(
    ([, parameter]) =>
      parameter.Default !== undefined && brokenRuleOf(parameter, String(parameter.Default)) !== null,
  );
  expect(broken).toEqual([]);
});

describe('the parameters of a deployment', () => {
  const TEMPLATE = `Parameters:
  DatabaseUrl: { Type: String, AllowedPattern: '^ssm:/.+$', ConstraintDescription: 'takes ssm:/path/name' }
  JwtIssuer: { Type: String, AllowedPattern: '^https://.+$' }
  Hidden: { Type: String, NoEcho: true, Default: none }
  SecretKey: { Type: String, Default: none }
  JwtJwks: { Type: String, Default: none }
  Days: { Type: Number, AllowedValues: [1, 7], Default: 7 }
  Architecture: { Type: String }
  Version: { Type: String }
`;
  const GIVEN = ['DatabaseUrl=ssm:/db', 'JwtIssuer=https://id.example'];

  let workspace: Workspace;
  beforeEach(() => {
    workspace = createWorkspace();
    workspace.writeTemplate(TEMPLATE);
    workspace.packageApp('one');
  });
  afterEach(() => workspace.remove());

  const untouched = (): void => {
    expect(workspace.packaged()).toEqual([]);
    expect(workspace.calls()).toEqual([]);
  };

  test.each([[[]], [['--dry-run']], [['--review']], [['--rollback']]])(
    'are held against the template before anything is built or asked, with %j',
    async (options) => {
      const { error, output } = await workspace.run([
        ...['DatabaseUrl=mongodb://ada:hunter2@host', 'JwtIssuer=http://hunter2', 'Days=2', ...options],
      ]);
      expect(error).toBe(
        'DatabaseUrl takes ssm:/path/name\nJwtIssuer has to match ^https://.+$\nDays takes one of 1, 7',
      );
      expect(output + error).not.toContain('hunter2');
      untouched();
    },
  );

  test.each([
    [['Argon2MemoryKib=19456', 'Argon2Passes=1']],
    [['Argon2MemoryKib=16384', 'Argon2Passes=2']],
    [['Argon2MemoryKib=1024']],
  ])('are held to the floor of the hashes, before anything is built: %j', async (given) => {
    workspace.writeTemplate(readFileSync(resolve(root, 'apps/users/template.yaml'), 'utf8'));
    const { error } = await workspace.run(given);
    expect(error).toMatch(
      /^Argon2MemoryKib (and Argon2Passes have to reach 47104 and 1|takes one of 7168, )/,
    );
    untouched();
  });

  test('are each given once, and the version is not one of them', async () => {
    const twice = await workspace.run(['Days=1', 'Days=7']);
    expect(twice.error).toMatch(/^Days is given twice\n/);
    const version = await workspace.run(['Version=0123456789ab']);
    expect(version.error).toBe('Version is set by this command, to the hash of what is deployed');
    untouched();
  });

  test('that a first deployment lacks are named before anything is built', async () => {
    const { error } = await workspace.run(['Days=1']);
    expect(error).toBe('gatehouse-demo needs DatabaseUrl, JwtIssuer: not given, and without a default');
    expect(workspace.packaged()).toEqual([]);
    expect(workspace.calls().map(([, verb]) => verb)).toEqual(['describe-stacks']);
  });

  test('that a stack has need not be given again, and a new one is named', async () => {
    await workspace.run(GIVEN);
    expect(await workspace.run([])).toMatchObject({ error: null });
    workspace.writeTemplate(`${TEMPLATE}  New: { Type: String }\n`);
    const { error } = await workspace.run([]);
    expect(error).toBe('gatehouse-demo needs New: not given, and without a default');
  });

  test('that stand in a first change set alone are given again', async () => {
    workspace.writeStack('gatehouse-demo', { DatabaseUrl: 'ssm:/db' });
    const { error } = await workspace.run([], { FAKE_STATUS: 'REVIEW_IN_PROGRESS' });
    expect(error).toContain('gatehouse-demo needs DatabaseUrl, JwtIssuer');
  });

  test('are not taken for lacking when the stack could not be asked', async () => {
    const { error } = await workspace.run([], { FAKE_FAILURE: 'cloudformation describe-stacks' });
    expect(error).toContain(
      'aws cloudformation describe-stacks ended with 254: An error occurred (AccessDenied)',
    );
    expect(workspace.packaged()).toEqual([]);
  });

  test('that a first deployment lacks are named in a dry run, which asks no stack', async () => {
    const { error, output } = await workspace.run(['--dry-run', 'JwtIssuer=https://id.example']);
    expect(error).toBeNull();
    expect(output).toContain(
      'a first deployment needs DatabaseUrl too; a later one keeps what the stack has',
    );
    expect(workspace.calls()).toEqual([]);
  });

  test('are shown in a dry run, but those that are secrets or may be', async () => {
    const secret = ['Hidden=hunter2', 'SecretKey=hunter2', 'JwtJwks={"keys":[{"kty":"EC","d":"hunter2"}]}'];
    const { output } = await workspace.run([
      ...['--dry-run', 'DatabaseUrl=ssm:/db', 'JwtIssuer=https://ada:hunter2@id.example', ...secret],
    ]);
    expect(output).toContain('DatabaseUrl=ssm:/db');
    for (const name of ['Hidden', 'SecretKey', 'JwtJwks', 'JwtIssuer'])
      expect(output).toContain(`${name}=***`);
    expect(output).not.toContain('hunter2');
  });

  test.each(['--SecretKey=hunter2', '--bucket=hunter2!', '--stack-name=1-hunter2'])(
    'are not repeated from an option that is none: %s',
    async (option) => {
      const { error } = await workspace.run([option]);
      expect(error).not.toContain('hunter2');
    },
  );
});
