import { execFileSync } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readSource } from './source.ts';

let root: string;
const git = (...args: readonly string[]): string =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8' });
const commit = (): void => {
  git('add', '--all');
  git('-c', 'user.name=A', '-c', 'user.email=a@example.com', 'commit', '--quiet', '--message', 'one');
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gatehouse-source-'));
});
afterEach(() => rmSync(root, { recursive: true }));

test('the source of a clean checkout is its commit', () => {
  git('init', '--quiet');
  writeFileSync(join(root, 'a'), '1');
  commit();
  expect(readSource(root)).toEqual({ commit: git('rev-parse', 'HEAD').trim(), changed: [] });
});

test('what was changed, added or moved since is named, with any name', () => {
  git('init', '--quiet');
  for (const name of ['changed', 'moved']) writeFileSync(join(root, name), name);
  commit();
  writeFileSync(join(root, 'changed'), '2');
  writeFileSync(join(root, 'new "file"\n'), '');
  renameSync(join(root, 'moved'), join(root, 'there'));
  git('add', 'moved', 'there');
  expect(readSource(root)?.changed.toSorted()).toEqual(['changed', 'new "file"\n', 'there']);
});

test('a folder that is no checkout, and a checkout without a commit, have none', () => {
  expect(readSource(root)).toBeNull();
  git('init', '--quiet');
  expect(readSource(root)).toBeNull();
});
