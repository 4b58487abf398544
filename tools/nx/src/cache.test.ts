import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

const root = resolve(import.meta.dirname, '../../..');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-cache-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A checkout of the smallest workspace with our nx.json; all have the same commit, as clones of one repository have. */
const checkOut = (name: string): string => {
  const checkout = join(folder, name);
  mkdirSync(join(checkout, 'app'), { recursive: true });
  const { plugins: _, ...nxJson } = JSON.parse(readFileSync(join(root, 'nx.json'), 'utf8')) as {
    plugins: unknown;
  };
  const command = 'echo $WHO > app/zip';
  const target = { cache: true, inputs: ['{projectRoot}/project.json'], outputs: ['{projectRoot}/zip'] };
  const targets = { package: { ...target, executor: 'nx:run-commands', options: { command } } };
  writeFileSync(
    join(checkout, 'nx.json'),
    JSON.stringify({ ...nxJson, namedInputs: {}, targetDefaults: {} }),
  );
  writeFileSync(join(checkout, 'package.json'), '{}');
  writeFileSync(join(checkout, 'app/project.json'), JSON.stringify({ name: 'app', targets }));
  cpSync(join(root, '.gitignore'), join(checkout, '.gitignore'));
  symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
  const date = '2026-01-01T00:00:00Z';
  const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  const git = (...args: readonly string[]): unknown => execFileSync('git', args, { cwd: checkout, env });
  git('init', '--quiet');
  git('add', 'app', 'nx.json', 'package.json', '.gitignore');
  git('-c', 'user.name=A', '-c', 'user.email=a@example.com', 'commit', '--quiet', '--message', 'one');
  return checkout;
};

/** What Nx reads of the environment would name a cache of its own. */
const withoutNx = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('NX_')));

const packageIn = (checkout: string): string => {
  const env = { ...withoutNx, HOME: join(folder, 'home'), WHO: checkout, NX_DAEMON: 'false' };
  rmSync(join(checkout, 'app/zip'), { force: true });
  const nx = join(root, 'node_modules/nx/dist/bin/nx.js');
  execFileSync(process.execPath, [nx, 'run', 'app:package'], { cwd: checkout, env, stdio: 'pipe' });
  return readFileSync(join(checkout, 'app/zip'), 'utf8').trim();
};

test('a checkout packages for itself, and takes no zip from another checkout of the machine', () => {
  mkdirSync(join(folder, 'home'));
  const [first, second] = [checkOut('first'), checkOut('second')];
  expect([packageIn(first), packageIn(second)]).toEqual([first, second]);
  expect(existsSync(join(first, '.nx/cache'))).toBe(true);
  expect(existsSync(join(folder, 'home/.nx'))).toBe(false);
});
