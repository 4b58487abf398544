import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { cloneWorkspace } from './testing/clone-workspace.ts';

jest.setTimeout(600_000);

// Three characters remain that are not ours to mend: Jest finds no module below a ?, Nx none below a *, Node none below a \.
describe.each(['c#', `it's 100%20 "of" [x] {a,b} (c) $HOME; & ü c#${'-long'.repeat(20)}`])(
  'a clone in the folder %s',
  (name) => {
    let folder: string;
    let clone: string;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'gatehouse-clone-'));
      clone = join(folder, name);
      cloneWorkspace(clone);
    });
    // A process that ends may still be writing down what it has compiled.
    afterAll(() => rmSync(folder, { recursive: true, maxRetries: 10 }));

    const run = (script: string, ...args: readonly string[]): string => {
      const own = Object.entries(process.env).filter(([key]) => !/^(NX_|LONG_TESTS$)/.test(key));
      const env = { ...Object.fromEntries(own), NX_DAEMON: 'false' };
      return execFileSync(script, args, { cwd: clone, env, stdio: 'pipe', encoding: 'utf8' });
    };
    const nx = (...args: readonly string[]): string =>
      run(process.execPath, join(clone, 'node_modules/nx/dist/bin/nx.js'), ...args);

    test('packages an app into a zip', () => {
      nx('run', 'users:package');
      expect(readFileSync(join(clone, 'dist/packages/users.zip')).subarray(0, 2).toString()).toBe('PK');
    });

    test('is green: a library, an app with its template, the local gateway, and the lint', () => {
      const output = run('npm', 'test', '--', '-p', 'log,users,gateway');
      expect(output.trimEnd().split('\n').at(-1)).toMatch(/^[1-9]\d* passed, 0 failed, \d+ skipped$/);
      nx('run', 'users:lint');
    });
  },
);
