// Which packages a bundle really holds code of, by esbuild's account of it, and what their licences ask us to pass on.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundle } from './bundle.ts';
import { PackagingError } from './packaging-error.ts';

/** The folders of the packages with code in the bundle, relative to the workspace's, sorted. */
export const packageFolders = (outputs: Bundle['outputs']): readonly string[] => {
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  const folders = inputs
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([path]) => packageFolderOf(path) ?? []);
  return [...new Set(folders)].sort();
};

/** The folder of the package that the file at `path` belongs to; undefined for a file of the workspace itself. */
export const packageFolderOf = (path: string): string | undefined =>
  /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly author?: string | { readonly name?: string };
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

export const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

/**
 * The text of THIRD-PARTY-NOTICES: each package with its licence, and the texts that it carries.
 * @throws PackagingError for a package that names no licence
 */
export const noticesOf = (root: string, folders: readonly string[]): string => {
  const notices = folders
    .map((folder) => ({ folder: join(root, folder), manifest: readManifest(join(root, folder)) }))
    .sort((left, right) => (titleOf(left.manifest) < titleOf(right.manifest) ? -1 : 1))
    .map(({ folder, manifest }) => noticeOf(folder, manifest));
  return [PREAMBLE, ...notices].join(`\n\n${'-'.repeat(80)}\n\n`) + '\n';
};

const PREAMBLE = 'This archive holds code of the following packages, each under its own licence.';

const titleOf = ({ name, version }: Manifest): string => `${name} ${version}`;

const noticeOf = (folder: string, manifest: Manifest): string => {
  const title = titleOf(manifest);
  if (manifest.license === undefined) throw new PackagingError(`${title} names no licence`);
  const head = [title, `Licence: ${manifest.license}`, ...authorOf(manifest)].join('\n');
  const texts = licenceFiles(folder).map((file) =>
    readFileSync(file, 'utf8').replaceAll('\r\n', '\n').trim(),
  );
  return [head, ...texts].join('\n\n');
};

const authorOf = ({ author }: Manifest): readonly string[] => {
  const name = typeof author === 'string' ? author : author?.name;
  return name === undefined ? [] : [`Author: ${name}`];
};

/** In the package's folder and those just below it: argon2 carries the C code of its algorithm with a licence of its own. */
const licenceFiles = (folder: string): readonly string[] => {
  const below = readdirSync(folder)
    .filter((name) => name !== 'node_modules' && statSync(join(folder, name)).isDirectory())
    .sort();
  return ['.', ...below].flatMap((place) =>
    readdirSync(join(folder, place))
      .filter((name) => /^(licen[cs]e|notice|copying)\b/i.test(name))
      .sort()
      .map((name) => join(folder, place, name))
      .filter((file) => existsSync(file) && statSync(file).isFile()),
  );
};
