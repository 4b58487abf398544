// How the commands end: with an exit code that a script can act on, and a sentence without a stack.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openDatabase } from '@gatehouse/db';

const WORKSPACE = resolve(import.meta.dirname, '../../../..');

let folder: string;
let url: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-ends-'));
  url = `sqlite:${join(folder, 'a.db')}`;
  await mkdir(join(folder, 'home'));
  const database = openDatabase(url);
  await database.migrate();
  await database.close();
  const line = { email: 'a@example.com', first_name: 'A', last_name: 'B' };
  await writeFile(join(folder, 'good.jsonl'), JSON.stringify(line));
  await writeFile(join(folder, 'bad.jsonl'), `${JSON.stringify(line)}\nhunter2`);
});
afterAll(() => rm(folder, { recursive: true }));

/** `isRead` false is a report that nobody reads. */
const run = (
  command: 'import' | 'export',
  args: readonly string[],
  { DATABASE_URL = url, isRead = true } = {},
) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((done) => {
    const env = { PATH: process.env['PATH'], DATABASE_URL, GATEHOUSE_HOME: join(folder, 'home') };
    const script = [
      '--disable-warning=DEP0040',
      '--import',
      './tools/preload.mjs',
      `tools/cli/src/${command}.ts`,
    ];
    const child = execFile(
      process.execPath,
      [...script, ...args],
      { cwd: WORKSPACE, env },
      (error, stdout, stderr) => done({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
    if (!isRead) child.stdout?.destroy();
  });

test('an import ends with 0 when every line is in, and with 1 when some were refused', async () => {
  expect(await run('import', [join(folder, 'good.jsonl')])).toEqual({
    code: 0,
    stdout:
      'without a hash: 1, who need a reset before they sign in by a password\n' +
      '1 read: 1 imported, 0 there already, 0 refused\n',
    stderr: '',
  });
  expect(await run('import', [join(folder, 'bad.jsonl')])).toEqual({
    code: 1,
    stdout: 'line 2: must be JSON\n2 read: 0 imported, 1 there already, 1 refused\n',
    stderr: '',
  });
});

test.each([
  ['without a source', [], undefined, /^usage: npm run import/],
  ['of a file that is not there', ['nowhere'], undefined, /^there is no file nowhere\n$/],
  [
    'into a store that is away',
    ['package.json'],
    'mongodb://127.0.0.1:1/a',
    /^npm run import: the database does not answer \(DATABASE_URL\)$/m,
  ],
  [
    'of a collection that is away',
    ['mongodb://a:s3cret@127.0.0.1:1/a.b?serverSelectionTimeoutMS=9'],
    undefined,
    /^the collection cannot be read/,
  ],
])('an import %s ends with 2', async (_what, args, database, sentence) => {
  const { code, stdout, stderr } = await run('import', args, { DATABASE_URL: database ?? url });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(sentence);
  expect(stderr).not.toMatch(/ {4}at |s3cret/);
});

test('an import whose report nobody reads ends with 2, and an export with 1', async () => {
  const lost = { stdout: '', stderr: 'standard output cannot be written (EPIPE)\n' };
  expect(await run('import', [join(folder, 'bad.jsonl')], { isRead: false })).toEqual({ code: 2, ...lost });
  expect(await run('export', [], { isRead: false })).toEqual({ code: 1, ...lost });
});

test('an export of nobody, and one with words that it does not know, end with 1', async () => {
  expect(await run('export', ['--account', 'nobody@example.com'])).toMatchObject({
    code: 1,
    stdout: '',
    stderr: 'there is no account with this email\n',
  });
  expect(await run('export', ['--all'])).toMatchObject({ code: 1, stdout: '' });
});
