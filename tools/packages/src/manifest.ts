// The package.json of a package: what the library says of itself, with what its modules were found to import.
import { isBuiltin } from 'node:module';
import type { Layout } from './layout.ts';
import type { PublishedLibrary, WorkspaceLibrary } from './published.ts';

/** Types are stripped below no `node_modules`, so packages hold JavaScript; `node:sqlite` and friends need this release. */
const NODE = '>=22.18';

/** Versions that the workspace's own package.json names, for types and test runners that a face refers to. */
export type RootVersions = Readonly<Record<string, string>>;

export interface ManifestInput {
  readonly library: PublishedLibrary;
  readonly libraries: ReadonlyMap<string, WorkspaceLibrary>;
  readonly layout: Layout;
  readonly imports: ReadonlySet<string>;
  readonly rootVersions: RootVersions;
  /** The address of the repository, which npm holds against the one that a provenance names. */
  readonly repository?: string | undefined;
}

/** @throws Error for an import of a package whose version nobody says */
export const manifestOf = (input: ManifestInput): object => {
  const { manifest, entries, commands } = input.library;
  const { name, version, description, license, sideEffects = false } = manifest;
  const { peers = [], optional = [] } = manifest.published ?? {};
  const versions = versionsOf(input);
  const needed = Object.entries(versions).filter(([each]) => !peers.includes(each));
  return {
    ...{ name, version, description, license, type: 'module', sideEffects, engines: { node: NODE } },
    ...(input.repository && {
      repository: { type: 'git', url: `git+${input.repository}.git`, directory: input.library.root },
    }),
    exports: Object.fromEntries(
      Object.entries(entries).map(([entry, source]) => [entry, exportOf(input.layout.placeOf(source))]),
    ),
    ...(manifest.bin && { bin: binOf(commands, input.layout) }),
    files: ['dist', 'CHANGELOG.md'],
    dependencies: Object.fromEntries(needed),
    ...(peers.length > 0 && {
      peerDependencies: Object.fromEntries(
        peers.map((peer) => [peer, versions[peer] ?? unknown(peer, name)]),
      ),
      peerDependenciesMeta: Object.fromEntries(optional.map((peer) => [peer, { optional: true }])),
    }),
  };
};

const exportOf = (place: string) => ({ types: `./${place}.d.ts`, default: `./${place}.js` });

const binOf = (commands: PublishedLibrary['commands'], { placeOf }: Layout) =>
  Object.fromEntries(
    Object.entries(commands).map(([command, source]) => [command, `./${placeOf(source)}.js`]),
  );

const versionsOf = ({ library, libraries, imports, rootVersions }: ManifestInput): Record<string, string> => {
  const known: Record<string, string> = { ...rootVersions };
  for (const { manifest } of libraries.values()) Object.assign(known, manifest.dependencies);
  const names = [...imports].filter((specifier) => !isBuiltin(specifier)).map(packageOf);
  return Object.fromEntries(
    [...new Set(names)].sort().map((name) => {
      const types = `@types/${name}`;
      const from = known[name] === undefined && known[types] !== undefined ? types : name;
      const version = libraries.get(name)?.manifest.version ?? known[from];
      return [from, range(version ?? unknown(name, library.manifest.name))];
    }),
  );
};

/** The package that an import is of. */
export const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** The workspace locks one version; a host may have a later one of the same major. */
const range = (version: string): string => (/^\d/.test(version) ? `^${version}` : version);

const unknown = (name: string, of: string): never => {
  throw new Error(`${of} imports ${name}, and no package.json says which version`);
};
