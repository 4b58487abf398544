// npm run mutation -- [LIBRARY] [options of Stryker]: tries one library after the other; fails when one is below 95 %.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Those in which a mistake opens everything. One more is a word more. */
const LIBRARIES = ['jwt', 'policy', 'access', 'hashing', 'sessions', 'factors'];
const ROOT = resolve(import.meta.dirname, '../..');
const NODE_MODULES = join(import.meta.dirname, 'node_modules');

const main = (): void => {
  const args = process.argv.slice(2);
  const named = LIBRARIES.filter((library) => library === args[0]);
  if (!isInstalled() && !runs('npm', ['ci'], import.meta.dirname)) throw new Error('npm ci failed');
  const failed = (named.length > 0 ? named : LIBRARIES).filter(
    (library) => !survives(library, args.slice(named.length)),
  );
  if (failed.length > 0) process.exitCode = 1;
};

/** npm writes this file last, so one that is older than the lock is of another install. */
const isInstalled = (): boolean =>
  writtenAt(join(NODE_MODULES, '.package-lock.json')) >
  writtenAt(join(import.meta.dirname, 'package-lock.json'));

const writtenAt = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

const survives = (library: string, options: readonly string[]): boolean => {
  console.log(`\nlibs/${library} under mutation`);
  const stryker = join(NODE_MODULES, '@stryker-mutator/core/bin/stryker.js');
  const config = join(import.meta.dirname, 'stryker.config.mjs');
  return runs(process.execPath, [stryker, 'run', config, ...options], ROOT, { MUTATED_LIBRARY: library });
};

const runs = (
  command: string,
  args: readonly string[],
  cwd: string,
  variables: NodeJS.ProcessEnv = {},
): boolean => {
  const env = { ...process.env, ...variables };
  return spawnSync(command, args, { cwd, env, stdio: 'inherit' }).status === 0;
};

main();
