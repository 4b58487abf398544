import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { findBase } from './find-base.ts';

let folder: string;
const git = (...args: readonly string[]): void =>
  void execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], { cwd: folder });
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-base-'));
  git('init', '--quiet', '--initial-branch', 'feature');
  git('commit', '--quiet', '--allow-empty', '--message', 'one');
});
afterEach(() => rmSync(folder, { recursive: true }));

const withRemotes = (...remotes: readonly string[]): void =>
  remotes.forEach((remote) => git('update-ref', `refs/remotes/${remote}/main`, 'HEAD'));
const base = (env: Readonly<Record<string, string>> = {}): string => findBase(folder, 'main', env);

test('changes are compared with the base branch', () => {
  withRemotes('origin');
  git('branch', 'main');
  expect(base()).toBe('main');
});

test('changes are compared with the base branch of the remote where the clone has none', () => {
  withRemotes('upstream');
  expect(base()).toBe('upstream/main');
  withRemotes('origin', 'fork');
  expect(base()).toBe('origin/main');
});

test('a tag of the same name is not taken for the base branch', () => {
  git('tag', 'main');
  withRemotes('origin');
  expect(base()).toBe('origin/main');
});

test('NX_BASE goes before all branches, and has to be a commit', () => {
  withRemotes('origin');
  expect(base({ NX_BASE: 'HEAD' })).toBe('HEAD');
  expect(() => base({ NX_BASE: '--all' })).toThrow('NX_BASE is --all, which is no commit here');
});

test('without a base branch it is said what to set', () => {
  expect(() => base()).toThrow(
    'there is no branch main: say what to compare with, as in NX_BASE=HEAD~1 npm run affected',
  );
  withRemotes('fork', 'upstream');
  expect(() => base()).toThrow('fork/main, upstream/main could all be meant: say what to compare with');
});
