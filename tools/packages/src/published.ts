// The libraries that others install: those of the workspace whose package.json says which of their entries are for others.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A library that is published, and the sources of its entries relative to the workspace. */
export interface PublishedLibrary {
  readonly manifest: LibraryManifest;
  readonly root: string;
  readonly entries: Readonly<Record<string, string>>;
  /** Its commands, by name. */
  readonly commands: Readonly<Record<string, string>>;
}

/** What a package.json of the workspace says of a library. */
export interface LibraryManifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  /** The name that Nx knows the library by. */
  readonly nx: { readonly name: string };
  readonly sideEffects?: boolean;
  readonly exports?: Readonly<Record<string, string>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly published?: {
    /** The entries of `exports` that are for others. */
    readonly entries: readonly string[];
    /** Packages that the host brings; those under `optional` it may go without. */
    readonly peers?: readonly string[];
    readonly optional?: readonly string[];
    /** Published libraries come along as the others do: what the package runs is of one version, the one that was tested. */
    readonly selfContained?: boolean;
  };
}

/** A library of the workspace, published or not. */
export interface WorkspaceLibrary {
  readonly root: string;
  readonly manifest: LibraryManifest;
}

/** All libraries of the workspace by the name that they are imported by. */
export const readLibraries = (workspace: string): ReadonlyMap<string, WorkspaceLibrary> => {
  const { workspaces } = readJson<{ readonly workspaces: readonly string[] }>(
    join(workspace, 'package.json'),
  );
  const libraries = workspaces.map((root) => ({
    root,
    manifest: readJson<LibraryManifest>(join(workspace, root, 'package.json')),
  }));
  return new Map(libraries.map((library) => [library.manifest.name, library]));
};

/**
 * The published ones among them, in the order of their names.
 * @throws Error for an entry that the library does not have
 */
export const publishedOf = (libraries: ReadonlyMap<string, WorkspaceLibrary>): readonly PublishedLibrary[] =>
  [...libraries.values()]
    .filter(({ manifest }) => manifest.published !== undefined)
    .map((library) => ({
      ...library,
      entries: entriesOf(library),
      commands: Object.fromEntries(
        Object.entries(library.manifest.bin ?? {}).map(([name, source]) => [
          name,
          join(library.root, source),
        ]),
      ),
    }))
    .sort((one, other) => one.manifest.name.localeCompare(other.manifest.name));

/** The source that an import of the workspace leads to, such as `@gatehouse/http/problems`; undefined for a stranger's. */
export const sourceOf = (
  specifier: string,
  libraries: ReadonlyMap<string, WorkspaceLibrary>,
): string | undefined => {
  const [scope, name, ...path] = specifier.split('/');
  const library = libraries.get(`${scope}/${name}`);
  if (library === undefined) return undefined;
  const source = exportedAs(['.', ...path].join('/'), library.manifest.exports ?? {});
  if (source === undefined) throw new Error(`${specifier}: ${library.root} has no such entry`);
  return join(library.root, source);
};

/** An entry by its name, or by a pattern with one `*`, as Node reads them. */
const exportedAs = (entry: string, exports: Readonly<Record<string, string>>): string | undefined => {
  if (exports[entry] !== undefined) return exports[entry];
  for (const [pattern, source] of Object.entries(exports)) {
    const [before = '', after] = pattern.split('*');
    if (after === undefined || !entry.startsWith(before) || !entry.endsWith(after)) continue;
    return source.replace('*', entry.slice(before.length, entry.length - after.length));
  }
  return undefined;
};

const entriesOf = ({ root, manifest }: WorkspaceLibrary): Record<string, string> => {
  const { entries = [] } = manifest.published ?? {};
  return Object.fromEntries(
    entries.map((entry) => {
      const source = manifest.exports?.[entry];
      if (source === undefined)
        throw new Error(`${root}/package.json: there is no entry ${entry} to publish`);
      return [entry, join(root, source)];
    }),
  );
};

const readJson = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T;
