// docs/import.md works as it stands there: its samples are written to files by their names, its commands run in its order, and what it
// shows is what they print.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const WORKSPACE = resolve(import.meta.dirname, '../../../..');

interface Block {
  readonly language: string;
  /** Of a sample that is to be a file. */
  readonly file: string | undefined;
  readonly text: string;
}

const blocksIn = (page: string): readonly Block[] =>
  [...page.matchAll(/^```(\w+)(?: (\S+))?\n(.*?)^```$/gms)].map(([, language = '', file, text = '']) => ({
    language,
    file,
    text,
  }));

let folder: string;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-import-page-'));
  const home = join(folder, 'home');
  await mkdir(home);
  env = { PATH: process.env['PATH'], DATABASE_URL: `sqlite:${join(folder, 'a.db')}`, GATEHOUSE_HOME: home };
});
afterAll(() => rm(folder, { recursive: true }));

/** A line of a shell, whose npm scripts run as npm would run them, without npm's own start. */
const run = (line: string) =>
  new Promise<string>((done) => {
    const script = (name: string): string =>
      `node --disable-warning=DEP0040 --import ${WORKSPACE}/tools/preload.mjs ${WORKSPACE}/tools/cli/src/${name}.ts`;
    const command = line.replace(/^npm run (?:-s )?(\w+)(?: --)?/, (_all, name: string) => script(name));
    execFile('/bin/sh', ['-c', command], { cwd: folder, env }, (_error, stdout, stderr) =>
      done(stdout + stderr),
    );
  });

test('what goes into a file has nothing of npm in it', async () => {
  const page = await readFile(join(WORKSPACE, 'docs/import.md'), 'utf8');
  const written = page.match(/^npm run .* > .*$/gm) ?? [];
  expect(written).not.toEqual([]);
  expect(written.filter((line) => !line.startsWith('npm run -s '))).toEqual([]);
});

/** What a machine is as fast as, and where there is none. */
const steady = (text: string): string => text.replace(/^refused logins take .*\n/gm, '');

test('every sample and command of the page, in its order', async () => {
  const page = await readFile(join(WORKSPACE, 'docs/import.md'), 'utf8');
  expect(await run('npm run migrate')).toContain('up to date');
  let printed = '';
  let commands = 0;
  for (const { language, file, text } of blocksIn(page)) {
    if (file !== undefined) await writeFile(join(folder, file), text);
    else if (language === 'text') expect(steady(printed)).toBe(text);
    else if (language === 'sh' && !/mongodb:|import-killed/.test(text)) {
      printed = '';
      for (const line of text.trimEnd().split('\n')) printed += await run(line);
      commands += 1;
    }
  }
  expect(commands).toBe(5);
  expect((await readFile(join(folder, 'all.jsonl'), 'utf8')).trimEnd().split('\n')).toHaveLength(4);
  expect(await readFile(join(folder, 'home/audit.jsonl'), 'utf8')).toMatch(
    /^(?:\{.*"event":"account_created".*\}\n){4}$/,
  );
});
