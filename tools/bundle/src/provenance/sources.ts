// The sources of the workspace that a zip is made of: folders, and the files in them that can matter to it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The folders that an app is made of, sorted: its own, those of the libraries that its manifest leads to, and the packager's.
 * All of them are inputs of Nx's target `package`, so that a kept zip never has a statement of other sources than its own.
 */
export const foldersOf = (root: string, app: string): readonly string[] => {
  const folders = foldersByPackage(root);
  const found = new Set([`apps/${app}`]);
  for (const folder of found)
    for (const name of Object.keys(readManifest(root, folder).dependencies ?? {})) {
      const library = folders.get(name);
      if (library !== undefined) found.add(library);
    }
  return [...found, PACKAGER].sort();
};

const PACKAGER = 'tools/bundle';

/** The source files below a folder, relative to the workspace, sorted. Tests are none. */
export const sourcesIn = (root: string, folder: string): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return OTHER_FOLDERS.includes(entry.name) ? [] : sourcesIn(root, path);
      return SOURCE.test(entry.name) && !TEST.test(entry.name) ? [path] : [];
    })
    .sort();

const OTHER_FOLDERS = ['node_modules', 'testing', 'dist'];
const SOURCE = /\.(ts|mjs|json|yaml)$/;
const TEST = /\.test\.ts$/;

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const readManifest = (root: string, folder: string): Manifest =>
  JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest;

const foldersByPackage = (root: string): ReadonlyMap<string, string> => {
  const { projects } = JSON.parse(readFileSync(join(root, 'workspace.json'), 'utf8')) as {
    readonly projects: Readonly<Record<string, { readonly root: string }>>;
  };
  return new Map(
    Object.values(projects).map(({ root: folder }) => [readManifest(root, folder).name, folder] as const),
  );
};
