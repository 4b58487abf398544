import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';

const root = resolve(import.meta.dirname, '../../..');

// It copies all that is installed and packs an app; jest.config.mjs says on standard error when the long tests are left out.
const long = process.env['LONG_TESTS'] === '1' ? describe : describe.skip;
jest.setTimeout(600_000);

const lines = (command: string, ...args: readonly string[]): readonly string[] =>
  execFileSync(command, args, { cwd: root, encoding: 'utf8' })
    .split(/[\n\0]/)
    .filter(Boolean);

/** What is installed, by hard links: one of the same machine's `npm ci`, in a moment. */
const copyInstalled = (clone: string): void => {
  const folders = ['.', ...lines('git', 'ls-files', '*/package.json').map(dirname)];
  for (const folder of folders)
    execFileSync('sh', [
      '-c',
      '[ ! -d "$1" ] || cp -RPl "$1" "$2" 2>/dev/null || cp -RP "$1" "$2"',
      'sh',
      ...[join(root, folder, 'node_modules'), join(clone, folder)],
    ]);
};

/** The work tree as it is, what is not committed too, as a repository of its own. */
const cloneInto = (clone: string): void => {
  for (const file of lines('git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard')) {
    mkdirSync(dirname(join(clone, file)), { recursive: true });
    copyFileSync(join(root, file), join(clone, file));
  }
  copyInstalled(clone);
  execFileSync('git', ['init', '--quiet'], { cwd: clone });
};

// Three characters remain that are not ours to mend: Jest finds no module below a ?, Nx none below a *, Node none below a \.
long.each(['c#', `it's 100%20 "of" [x] {a,b} (c) $HOME; & ü c#${'-long'.repeat(20)}`])(
  'a clone in the folder %s',
  (name) => {
    let folder: string;
    let clone: string;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'gatehouse-clone-'));
      clone = join(folder, name);
      cloneInto(clone);
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    const nx = (...args: readonly string[]): void => {
      const own = Object.entries(process.env).filter(([key]) => !/^(NX_|LONG_TESTS$)/.test(key));
      const env = { ...Object.fromEntries(own), NX_DAEMON: 'false' };
      const script = join(clone, 'node_modules/nx/dist/bin/nx.js');
      execFileSync(process.execPath, [script, ...args], { cwd: clone, env, stdio: 'pipe' });
    };

    test('packages an app into a zip', () => {
      nx('run', 'users:package');
      expect(readFileSync(join(clone, 'dist/packages/users.zip')).subarray(0, 2).toString()).toBe('PK');
    });

    test('is green: a library, an app with its template, the local gateway, and the lint', () => {
      nx('run-many', '-t', 'test', '-p', 'log,users,gateway');
      nx('run', 'users:lint');
    });
  },
);
