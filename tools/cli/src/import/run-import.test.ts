import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { recordAudit } from '@gatehouse/audit/testing';
import { openDatabase, type Database } from '@gatehouse/db';
import { createProgress } from '@gatehouse/terminal';
import { UsageError } from '../run-command.ts';
import { readImportRequest } from './read-request.ts';
import { runImport } from './run-import.ts';

const NOW = new Date('2026-03-01T12:00:00.000Z');

/** No line here has a hash. */
const HASHLESS = 'without a hash: 1, who need a reset before they sign in by a password';

let folder: string;
let database: Database;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-import-'));
  database = openDatabase(`sqlite:${join(folder, 'a.db')}`);
  await database.migrate();
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

const fileOf = async (name: string, text: string): Promise<string> => {
  await writeFile(join(folder, name), text);
  return join(folder, name);
};

const run = async (...args: readonly string[]) => {
  const printed: string[] = [];
  const { audit, taken } = recordAudit();
  const progress = createProgress({ isQuiet: true });
  const deps = { database, audit, progress, knownRoles: async () => ['admin'], now: () => NOW };
  const isWhole = await runImport(
    { ...deps, print: (line) => void printed.push(line) },
    readImportRequest(args),
  );
  return { isWhole, printed, told: taken().length };
};

test('an import that breaks off leaves no progress on the terminal, where its error comes', async () => {
  const file = await fileOf('broken.jsonl', '{"email":"e@example.com","first_name":"A","last_name":"B"}');
  let screen = '';
  const stream = { isTTY: true, write: (text: string) => void (screen += text) };
  const progress = createProgress({ stream, env: {} });
  progress.step('imports');
  const knownRoles = (): Promise<never> => Promise.reject(new Error('no table'));
  const deps = { database, audit: async () => undefined, progress, knownRoles, now: () => NOW };
  const ended = runImport({ ...deps, print: () => undefined }, readImportRequest([file]));
  await expect(ended).rejects.toThrow('no table');
  expect(screen.endsWith('\r\x1b[2K')).toBe(true);
});

test('a file is imported, and what is refused is printed by its line', async () => {
  const lines = [
    '{"email":"a@example.com","first_name":"A","last_name":"B","roles":["admin"]}',
    '{"email":"b@example.com","first_name":"A","last_name":"B","roles":["boss"]}',
    '{"email":"c@example.com","first_name":"A","last_name":"B","age":36}',
    '{"email":"d@example.com","first_na',
  ];
  const file = await fileOf('a.jsonl', lines.join('\n'));
  const refusals = [
    'line 2: roles: has a role that no access table names',
    'line 3: age: is not known here',
    'line 4: must be JSON',
  ];
  const summary = [HASHLESS, '4 read: 1 imported, 0 there already, 3 refused'];
  expect(await run(file, '--dry-run')).toEqual({
    isWhole: false,
    printed: [...refusals, 'dry run: nothing was written', ...summary],
    told: 0,
  });
  expect(await database.users.findByEmail('a@example.com')).toBeNull();
  expect(await run(file)).toEqual({ isWhole: false, printed: [...refusals, ...summary], told: 1 });
  expect(await run(file, '--ignore', 'age')).toEqual({
    isWhole: false,
    printed: [
      'line 2: roles: has a role that no access table names',
      'line 4: must be JSON',
      'left out: age (1)',
      HASHLESS,
      '4 read: 1 imported, 1 there already, 2 refused',
    ],
    told: 1,
  });
});

test('an empty file is no account', async () => {
  expect(await run(await fileOf('empty.jsonl', '\n'))).toMatchObject({
    isWhole: true,
    printed: ['0 read: 0 imported, 0 there already, 0 refused'],
  });
});

test('a file whose columns nobody can tell is not read, and its first row is shown nowhere', async () => {
  const file = await fileOf('nameless.csv', 'a@example.com,$2b$10$hash\nb@example.com,$2b$10$other\n');
  await expect(run(file, '--format', 'supabase')).rejects.toThrow(
    new UsageError(
      `${file}: must begin with a row that names the columns with commas between, email among them`,
    ),
  );
});

test('a file that is packed is not read line by line', async () => {
  const file = await fileOf('packed.gz', '\u001f\u008b');
  const packed = new UsageError(`${file}: is packed by gzip: unpack it first`);
  await expect(run(file)).rejects.toThrow(packed);
  const users = await fileOf('users.json', '[]');
  await expect(run(users, '--format', 'auth0', '--hashes', file)).rejects.toThrow(packed);
});

test('a file that another system wrote is read by its form, and a line of a file of hashes is refused too', async () => {
  const user = { user_id: 'auth0|1', email: 'f@example.com', given_name: 'F', family_name: 'G' };
  const users = await fileOf('users.ndjson', JSON.stringify(user));
  const hashes = await fileOf('hashes.ndjson', '{"_id":{"$oid":"1"},"passwordHash":"hunter2"}\nno JSON');
  expect(await run(users, '--format', 'auth0', '--hashes', hashes)).toMatchObject({
    isWhole: false,
    printed: [
      `${hashes}, line 2: must be JSON`,
      'line 1: password_hash: is of no form that is known here',
      '1 read: 0 imported, 0 there already, 1 refused',
    ],
  });
});

test.each([
  ['that is not there', ['nowhere.jsonl'], 'there is no file nowhere.jsonl'],
  ['that is a folder', ['.'], '. cannot be read (EISDIR)'],
  [
    'of hashes that is not there',
    ['package.json', '--format', 'auth0', '--hashes', 'nowhere'],
    'there is no file nowhere',
  ],
  [
    'of parameters that is not there',
    ['package.json', '--format', 'firebase', '--hash-config', 'nowhere'],
    'there is no file nowhere',
  ],
  [
    'of parameters that has none',
    ['package.json', '--format', 'firebase', '--hash-config', 'package.json'],
    'package.json: algorithm is required',
  ],
])('a file %s is an error that says so', async (_what, args, sentence) => {
  await expect(run(...args)).rejects.toThrow(sentence);
});

test.each([
  ['algorithm: STANDARD_SCRYPT', 'algorithm is of another form'],
  ['algorithm: SCRYPT, base64_signer_key: !', 'base64_signer_key is of another form'],
  [
    'algorithm: SCRYPT, base64_signer_key: a2V5, base64_salt_separator: Bw==, rounds: 8',
    'mem_cost is required',
  ],
])('the parameters %s are refused without being repeated', async (text, rule) => {
  const file = await fileOf('hash-config.txt', `hash_config {\n${text}\n}`);
  await expect(run('package.json', '--format', 'firebase', '--hash-config', file)).rejects.toThrow(
    `${file}: ${rule}`,
  );
});
