// Makes the zip of one app: entries from its template, a bundle of them, the notices, and what it all weighs.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { archive, compressedSizes } from './archive.ts';
import { assertComplete } from './assert-complete.ts';
import { bundle, type Bundle } from './bundle.ts';
import type { Architecture } from './plugins/native-argon2.ts';
import { readEntries } from './read-entries.ts';
import { sizesOf, type Sizes } from './sizes.ts';
import { noticesOf, packageFolders } from './third-party.ts';

export interface PackageOptions {
  /** The workspace's folder, an absolute path. */
  readonly root: string;
  /** The name of a folder in `apps`. */
  readonly app: string;
  readonly architecture: Architecture;
  /** Where to put the zip and, beside it, the folder of source maps; by default where the template expects them. */
  readonly folder?: string;
}

export interface Package {
  /** The path of the zip. */
  readonly file: string;
  readonly sizes: Sizes;
  /** What each module of the zip is made of. */
  readonly outputs: Bundle['outputs'];
}

/** @throws PackagingError, and esbuild's own errors for sources that do not build */
export const packageApp = async ({
  root,
  app,
  architecture,
  folder = join(root, PACKAGES),
}: PackageOptions): Promise<Package> => {
  const entries = readEntries(join(root, 'apps', app, 'template.yaml'), join(root, PACKAGES, `${app}.zip`));
  const bundled = await bundle({ root, entries, architecture });
  assertComplete(root, bundled);
  const notices = noticesOf(root, packageFolders(bundled.outputs));
  const zip = archive(new Map([...bundled.files, [NOTICES, Buffer.from(notices)]]));
  const file = join(folder, `${app}.zip`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, zip);
  writeMaps(join(folder, `${app}.maps`), bundled.maps);
  const names = entries.map(({ name }) => name);
  const { outputs } = bundled;
  return { file, sizes: sizesOf(outputs, compressedSizes(zip), names), outputs };
};

const PACKAGES = 'dist/packages';
const NOTICES = 'THIRD-PARTY-NOTICES';

const writeMaps = (folder: string, maps: ReadonlyMap<string, Uint8Array>): void => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  maps.forEach((content, name) => writeFileSync(join(folder, name), content));
};
