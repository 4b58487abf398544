// What has to hold of a bundle that will run where no node_modules folder is.
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import type { Bundle } from './bundle.ts';
import { PackagingError } from './packaging-error.ts';
import { packageFolderOf, packageFolders, readManifest } from './third-party.ts';

/** @throws PackagingError for an import that the zip cannot satisfy, and for a schema that the build did not compile */
export const assertComplete = (root: string, { outputs }: Bundle): void => {
  const optional = new Set(packageFolders(outputs).flatMap((folder) => optionalPeersOf(join(root, folder))));
  for (const [name, { imports, inputs }] of Object.entries(outputs)) {
    const stranger = imports.find(
      ({ external, path }) => external === true && !isBuiltin(path) && !optional.has(path),
    );
    if (stranger !== undefined)
      throw new PackagingError(`${name} imports ${stranger.path}, which is not in the zip`);
    const compiler = Object.keys(inputs).find((path) => COMPILERS.test(packageFolderOf(path) ?? ''));
    if (compiler !== undefined)
      throw new PackagingError(`${name} holds ${compiler}: keep each schema in a file named *.schema.ts`);
  }
};

/** A package asks for these inside a try, and works without them. */
const optionalPeersOf = (folder: string): readonly string[] =>
  Object.entries(readManifest(folder).peerDependenciesMeta ?? {})
    .filter(([, { optional }]) => optional === true)
    .map(([name]) => name);

/** What only a build may load: it makes schemas, and functions of them. */
const COMPILERS = /node_modules\/(typebox|ajv-formats|@silverbucket\/ajv-formats-draft2019)$/;
