// Every published library as a tarball.
import { execFile } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildPackage } from './build.ts';
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
export const buildAll = async (
  workspace: string,
  target: string,
  repository?: string,
): Promise<readonly Tarball[]> => {
  rmSync(target, { recursive: true, force: true });
  const libraries = readLibraries(workspace);
  const tarballs: Tarball[] = [];
  for (const library of publishedOf(libraries)) {
    const { name, version } = library.manifest;
    const tag = `${library.manifest.nx.name}@${version}`;
    const folder = join(target, 'build', name);
    buildPackage({ workspace, libraries, repository }, library, folder);
    tarballs.push({ name, version, tag, file: await pack(folder, target) });
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
