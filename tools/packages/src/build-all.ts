// The published libraries as tarballs: all of them, or those that somebody needs.
import { execFile } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildPackage, type BuildOptions } from './build.ts';
import { packageOf } from './manifest.ts';
import { publishedOf, readLibraries } from './published.ts';

/** A package that is ready to be installed or published. */
export interface Tarball {
  readonly name: string;
  readonly version: string;
  /** What the commit of this version is tagged with, as `nx release` looks for it: `jwt@1.2.3`. */
  readonly tag: string;
  readonly file: string;
}

/**
 * Builds the packages of the workspace and packs them into `target`, which is emptied first. They name the `repository` where it
 * is given.
 * @throws Error when one of them does not compile, or imports what has no version
 */
export const buildAll = (
  workspace: string,
  target: string,
  repository?: string,
): Promise<readonly Tarball[]> => build(() => true, target, optionsFor(workspace, repository));

/**
 * Builds and packs those among the packages that have one of these names, and what they need of the others; names of strangers'
 * packages are left out.
 * @throws Error as `buildAll` does
 */
export const buildNeeded = (
  workspace: string,
  target: string,
  names: readonly string[],
): Promise<readonly Tarball[]> => build((name) => names.includes(name), target, optionsFor(workspace));

const optionsFor = (workspace: string, repository?: string): BuildOptions => ({
  ...{ workspace, repository, libraries: readLibraries(workspace), parsed: new Map() },
});

/** Those of these names, and those that they import. */
const build = async (
  isWanted: (name: string) => boolean,
  target: string,
  options: BuildOptions,
): Promise<readonly Tarball[]> => {
  rmSync(target, { recursive: true, force: true });
  const published = publishedOf(options.libraries);
  const libraries = published.filter(({ manifest }) => isWanted(manifest.name));
  const tarballs: Tarball[] = [];
  for (const library of libraries) {
    const { name, version, nx } = library.manifest;
    const folder = join(target, 'build', name);
    const imports = new Set([...buildPackage(options, library, folder)].map(packageOf));
    const needed = published.filter(({ manifest }) => imports.has(manifest.name));
    libraries.push(...needed.filter((each) => !libraries.includes(each)));
    tarballs.push({ name, version, tag: `${nx.name}@${version}`, file: await pack(folder, target) });
  }
  rmSync(join(target, 'build'), { recursive: true });
  return tarballs;
};

const pack = async (folder: string, target: string): Promise<string> => {
  mkdirSync(target, { recursive: true });
  const args = ['pack', '--silent', '--pack-destination', target];
  const { stdout } = await promisify(execFile)('npm', args, { cwd: folder });
  return join(target, stdout.trim());
};
