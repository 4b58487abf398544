// A package of the lock that npm does not install on this machine, since it is for another: a zip may be for another
// architecture than the machine that makes it.
import { execFile } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { PackagingError } from './packaging-error.ts';

/**
 * The folder of the package in `node_modules`. Where it is missing, npm fetches it into its place, in the version of the lock
 * and with the lock's digest.
 * @throws PackagingError for a package that the lock does not have, that npm does not give, or gives with another digest
 */
export const lockedPackageFolder = async (root: string, name: string): Promise<string> => {
  const folder = join(root, 'node_modules', name);
  if (!existsSync(folder)) await fetchInto(folder, root, name);
  return folder;
};

const fetchInto = async (folder: string, root: string, name: string): Promise<void> => {
  const wanted = lockedIn(join(root, 'package-lock.json'), name);
  if (wanted?.integrity === undefined)
    throw new PackagingError(`${name} is in no lock that says what it must be`);
  // Beside its place, so that it can be moved there in one step.
  mkdirSync(dirname(folder), { recursive: true });
  const aside = mkdtempSync(`${folder}-`);
  try {
    await install(`${name}@${wanted.version}`, root, aside);
    const got = lockedIn(join(aside, 'node_modules/.package-lock.json'), name);
    if (got?.integrity !== wanted.integrity)
      throw new PackagingError(`npm gave another ${name} than the lock says: ${got?.integrity ?? 'none'}`);
    moveInto(folder, join(aside, 'node_modules', name));
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
};

/** By the settings of the workspace, such as a registry of the team's own, and for whatever platform the package is. */
const install = async (what: string, root: string, folder: string): Promise<void> => {
  writeFileSync(join(folder, 'package.json'), '{}');
  if (existsSync(join(root, '.npmrc'))) copyFileSync(join(root, '.npmrc'), join(folder, '.npmrc'));
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--force'];
  await run('npm', ['install', ...quiet, '--prefix', folder, what], { cwd: folder }).catch(
    (cause: unknown) => {
      throw new PackagingError(`npm does not give ${what}: ${String((cause as { stderr?: string }).stderr)}`);
    },
  );
};

const run = promisify(execFile);

/** Two that package at once may both have fetched it: the first one stays. */
const moveInto = (folder: string, fetched: string): void => {
  try {
    renameSync(fetched, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
};

interface Locked {
  readonly version: string;
  readonly integrity?: string;
}

const lockedIn = (file: string, name: string): Locked | undefined => {
  const { packages } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly packages: Readonly<Record<string, Locked>>;
  };
  return packages[`node_modules/${name}`];
};
