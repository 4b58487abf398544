// A clone of this workspace that can be run and written to, in moments.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
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
  // npm and Node write to these in place, which would write to those that they are links to.
  for (const written of ['.package-lock.json', '.cache'])
    rmSync(join(clone, 'node_modules', written), { recursive: true, force: true });
};

const lines = (command: string, ...args: readonly string[]): readonly string[] =>
  execFileSync(command, args, { cwd: root, encoding: 'utf8' })
    .split(/[\n\0]/)
    .filter(Boolean);
