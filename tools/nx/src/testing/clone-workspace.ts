// A clone of this workspace that can be run and written to, in moments.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, linkSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../../..');

/** The work tree as it is, what is not committed too, as a repository of its own in the folder `clone`. */
export const cloneWorkspace = (clone: string): void => {
  for (const file of lines('git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard')) {
    if (!existsSync(join(root, file))) continue;
    mkdirSync(dirname(join(clone, file)), { recursive: true });
    copyFileSync(join(root, file), join(clone, file));
  }
  copyInstalled(clone);
  execFileSync('git', ['init', '--quiet'], { cwd: clone });
};

/** What is installed, by hard links where the file system has them: one of the same machine's `npm ci`, in a moment. */
const copyInstalled = (clone: string): void => {
  const flags = takesLinks(clone) ? '-RPl' : '-RP';
  for (const folder of ['.', ...lines('git', 'ls-files', '*/package.json').map(dirname)]) {
    const installed = join(root, folder, 'node_modules');
    if (!existsSync(installed)) continue;
    mkdirSync(join(clone, folder, 'node_modules'), { recursive: true });
    const entries = readdirSync(installed).filter((name) => !WRITTEN_IN_PLACE.has(name));
    const paths = entries.map((name) => join(installed, name));
    if (paths.length > 0)
      execFileSync('cp', [flags, '--', ...paths, join(clone, folder, 'node_modules')], { stdio: 'inherit' });
  }
};

/** npm and Node write to these, other processes of this test run too: a link would share it, a copy meets half a file. */
const WRITTEN_IN_PLACE: ReadonlySet<string> = new Set(['.package-lock.json', '.cache']);

const takesLinks = (clone: string): boolean => {
  const probe = join(clone, 'node_modules.probe');
  try {
    linkSync(join(root, 'node_modules/typescript/package.json'), probe);
  } catch {
    return false;
  }
  rmSync(probe);
  return true;
};

const lines = (command: string, ...args: readonly string[]): readonly string[] =>
  execFileSync(command, args, { cwd: root, encoding: 'utf8' })
    .split(/[\n\0]/)
    .filter(Boolean);
