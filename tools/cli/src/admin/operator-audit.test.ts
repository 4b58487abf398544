import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { operatorAudit } from './operator-audit.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-audit-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What goes to standard error when an operator acts in this environment. */
const printed = async (env: Readonly<Record<string, string>>): Promise<readonly string[]> => {
  const lines: string[] = [];
  const values = { keep: async () => 'CQkJ' } as never;
  const audit = operatorAudit({ values }, env, (line) => void lines.push(line));
  await audit({ event: 'account_disabled', subject: 'user-1', email: 'ada@example.com' });
  return lines;
};

const A_LINE = expect.stringMatching(
  /^\{"audit":true,.*"actor":"operator","subject":"user-1".*"address":null,"request_id":null,"account_key":"[\w-]{43}"\}$/,
);

test.each([
  ['the local database', {}],
  ['a MongoDB that is named in place', { DATABASE_URL: 'mongodb://127.0.0.1:1/db' }],
  ['a table of this machine', { DATABASE_URL: 'dynamodb://local/gatehouse?endpoint=http://127.0.0.1:1' }],
])('an act on %s is told in the file of the home', async (_what, env) => {
  const home = await mkdtemp(join(folder, 'home-'));
  expect(await printed({ GATEHOUSE_HOME: home, ...env })).toEqual([]);
  expect((await readFile(join(home, 'audit.jsonl'), 'utf8')).trimEnd()).toEqual(A_LINE);
});

test.each([
  'secretsmanager:gatehouse/database-url',
  'ssm:/gatehouse/database-url',
  'dynamodb://eu-central-1/gatehouse',
])('an act on the database of a stack is told on standard error, whatever home there is: %s', async (url) => {
  expect(await printed({ GATEHOUSE_HOME: folder, DATABASE_URL: url })).toEqual([A_LINE]);
});

test('an act where there is no home is told on standard error', async () => {
  expect(await printed({ GATEHOUSE_HOME: join(folder, 'nowhere') })).toEqual([A_LINE]);
});

test('a line that the file does not take is printed, with the reason', async () => {
  const home = await mkdtemp(join(folder, 'home-'));
  await mkdir(join(home, 'audit.jsonl'));
  expect(await printed({ GATEHOUSE_HOME: home })).toEqual([
    A_LINE,
    `${join(home, 'audit.jsonl')} cannot be written (EISDIR): keep the line above`,
  ]);
});
