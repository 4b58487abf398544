// What a zip is made of, each with its digest: the lock, folders of the workspace, and npm's packages as the lock has them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PackagingError } from '../packaging-error.ts';
import { dirHashOf, sha256Of } from './digests.ts';
import { foldersOf, sourcesIn } from './sources.ts';
import type { Resource } from './statement.ts';

export const LOCK = 'package-lock.json';

/** The lock and the folders, as they are in the workspace now. */
export const sourceMaterials = (root: string, app: string): readonly Resource[] => [
  { name: LOCK, digest: { sha256: sha256Of(readFileSync(join(root, LOCK))) } },
  ...foldersOf(root, app).map((folder) => ({
    name: folder,
    digest: { dirHash: dirHashOf(root, sourcesIn(root, folder)) },
  })),
];

/**
 * The packages in these folders of the workspace (`node_modules/mongodb`), with the digests by which npm installed them.
 * @throws PackagingError for one that the lock does not have
 */
export const packageMaterials = (root: string, folders: readonly string[]): readonly Resource[] => {
  const locked = lockedPackages(root);
  return folders.map((folder) => {
    const found = locked.get(folder);
    if (found === undefined) throw new PackagingError(`${folder} is in the zip, and not in ${LOCK}`);
    return found;
  });
};

/** Every package of the lock that has a digest, by its folder. */
export const lockedPackages = (root: string): ReadonlyMap<string, Resource> => {
  const { packages } = JSON.parse(readFileSync(join(root, LOCK), 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly version?: string; readonly integrity?: string }>>;
  };
  return new Map(
    Object.entries(packages).flatMap(([folder, { version, integrity }]) => {
      const sha512 = /^sha512-(\S+)$/.exec(integrity ?? '')?.[1];
      if (sha512 === undefined || version === undefined) return [];
      const digest = { sha512: Buffer.from(sha512, 'base64').toString('hex') };
      return [[folder, { uri: packageUrl(folder, version), digest }] as const];
    }),
  );
};

/** `pkg:npm/%40middy/core@7.9.2` */
const packageUrl = (folder: string, version: string): string => {
  const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
};

/**
 * Sees to it that each file of the workspace in the bundle is among the sources that are stated.
 * @param inputs esbuild's paths, relative to the workspace
 * @throws PackagingError naming the file
 */
export const assertStated = (root: string, app: string, inputs: readonly string[]): void => {
  const stated = new Set(foldersOf(root, app).flatMap((folder) => sourcesIn(root, folder)));
  const missing = inputs.find((path) => !OTHER_INPUTS.test(path) && !stated.has(path));
  if (missing !== undefined)
    throw new PackagingError(
      `${missing} is in the zip of ${app}, and no manifest that apps/${app}/package.json leads to has its folder as a dependency`,
    );
};

/** Packages, which the lock has, and what a plugin of ours made (`required-builtin:fs`). */
const OTHER_INPUTS = /(^|\/)node_modules\/|^[\w-]+:/;
