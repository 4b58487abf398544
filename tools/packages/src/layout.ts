// Where a module of the workspace stands in a package, and by which specifier the modules of a package reach another.
import { dirname, posix, relative, sep } from 'node:path';
import { sourceOf, type PublishedLibrary, type WorkspaceLibrary } from './published.ts';

/**
 * A library that is published stays a dependency, but for a package that is self-contained; every other one comes along, in a
 * folder of its own.
 */
export interface Layout {
  /** The path in the package, of a module without its ending: `dist/index` for `libs/jwt/src/index.ts`. */
  readonly placeOf: (source: string) => string;
  /** What the module at `from` says in place of `specifier`. */
  readonly specifierFor: (specifier: string, from: string) => string;
  /** What the module at `from` says in place of a path to a file that comes along, as in `new URL('./worker.ts', import.meta.url)`. */
  readonly urlFor: (path: string, from: string) => string;
  /** The sources of what comes along, by specifier: TypeScript compiles nothing that it finds below `node_modules`. */
  readonly sources: Readonly<Record<string, string>>;
  /** The folders of all libraries whose modules may be in the package. */
  readonly folders: readonly string[];
}

export const layoutOf = (
  { root, manifest: { published } }: PublishedLibrary,
  libraries: ReadonlyMap<string, WorkspaceLibrary>,
): Layout => {
  const placeOf = (source: string): string => {
    const [library] = [...libraries.values()].filter((each) => source.startsWith(`${each.root}/`));
    if (library === undefined) throw new Error(`${source} is in no library`);
    const module = relative(library.root, source)
      .split(sep)
      .join('/')
      .replace(/^src\//, '')
      .replace(/\.ts$/, '');
    return library.root === root
      ? posix.join('dist', module)
      : posix.join('dist/internal', posix.basename(library.root), module);
  };
  const isOutside = (specifier: string): boolean => {
    const library = libraries.get(specifier.split('/').slice(0, 2).join('/'));
    if (library === undefined || library.root === root) return library === undefined;
    return library.manifest.published !== undefined && published?.selfContained !== true;
  };
  const pathTo = (target: string, from: string): string => {
    const path = posix.relative(posix.dirname(placeOf(from)), placeOf(target));
    return path.startsWith('.') ? path : `./${path}`;
  };
  const inside = [...libraries.values()].filter(({ manifest }) => !isOutside(manifest.name));
  return {
    placeOf,
    folders: inside.map(({ root: folder }) => folder),
    sources: Object.fromEntries(
      inside.flatMap(({ manifest, root: folder }) =>
        Object.entries(manifest.exports ?? {}).map(([entry, source]) => [
          posix.join(manifest.name, entry),
          posix.join(folder, source),
        ]),
      ),
    ),
    specifierFor: (specifier, from) => {
      if (!specifier.startsWith('.') && isOutside(specifier)) return specifier;
      const target = specifier.startsWith('.')
        ? posix.join(dirname(from), specifier)
        : sourceOf(specifier, libraries)!;
      return `${pathTo(target, from)}.js`;
    },
    urlFor: (path, from) => {
      const target = posix.join(dirname(from), path);
      return `${pathTo(target, from)}${target.endsWith('.ts') ? '.js' : ''}`;
    },
  };
};
