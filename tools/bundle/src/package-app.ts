// Makes the zip of one app: entries from its template, a bundle of them, the notices, what it all weighs, and what it is.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { archive, compressedSizes } from './archive.ts';
import { assertComplete } from './assert-complete.ts';
import { bundle, type Bundle } from './bundle.ts';
import { sha256Of } from './provenance/digests.ts';
import { assertStated, packageMaterials, sourceMaterials } from './provenance/materials.ts';
import { statementOf } from './provenance/statement.ts';
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
  /** Where to put the zip and, beside it, its statement of provenance and the folder of source maps; by default where the template expects them. */
  readonly folder?: string;
  /** Is told of each step as it begins. */
  readonly onStep?: (step: string) => void;
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
  onStep = () => undefined,
}: PackageOptions): Promise<Package> => {
  const entries = readEntries(join(root, 'apps', app, 'template.yaml'), join(root, PACKAGES, `${app}.zip`));
  onStep(`bundles ${entries.length} functions`);
  const bundled = await bundle({ root, entries, architecture });
  assertComplete(root, bundled);
  assertStated(root, app, inputsOf(bundled));
  onStep('compresses');
  const packages = packageFolders(bundled.outputs);
  const notices = noticesOf(root, packages);
  const zip = archive(new Map([...bundled.files, [NOTICES, Buffer.from(notices)]]));
  const file = join(folder, `${app}.zip`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, zip);
  onStep('states what it is made of');
  const materials = [...sourceMaterials(root, app), ...packageMaterials(root, packages)];
  const statement = statementOf({ app, architecture, sha256: sha256Of(zip), materials });
  writeFileSync(join(folder, `${app}.provenance.json`), `${JSON.stringify(statement, null, 2)}\n`);
  writeMaps(join(folder, `${app}.maps`), bundled.maps);
  const names = entries.map(({ name }) => name);
  const { outputs } = bundled;
  return { file, sizes: sizesOf(outputs, compressedSizes(zip), names), outputs };
};

const PACKAGES = 'dist/packages';
const NOTICES = 'THIRD-PARTY-NOTICES';

const inputsOf = ({ outputs }: Bundle): readonly string[] =>
  Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs));

const writeMaps = (folder: string, maps: ReadonlyMap<string, Uint8Array>): void => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  maps.forEach((content, name) => writeFileSync(join(folder, name), content));
};
