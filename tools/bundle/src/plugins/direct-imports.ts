// Leads an import of a library past its entry to the modules that it is about. esbuild keeps in one chunk what one
// entry names; a module that is loaded on demand becomes a chunk of its own only when no start leads over that entry.
import { readFileSync } from 'node:fs';
import type { OnLoadResult, Plugin } from 'esbuild';
import { basename, dirname, relative } from 'node:path';

/** `root` is the workspace's folder. */
export const directImports = (root: string): Plugin => ({
  name: 'direct-imports',
  setup(build) {
    build.onResolve({ filter: /^@gatehouse\// }, async ({ path, kind, importer, resolveDir, pluginData }) => {
      if (kind !== 'import-statement' || pluginData === RESOLVED) return undefined;
      const entry = await build.resolve(path, { kind, importer, resolveDir, pluginData: RESOLVED });
      const names = importedNames(readFileSync(importer, 'utf8'), path);
      if (names === undefined) return entry;
      const module = `${relative(root, entry.path)} for ${relative(root, importer)}`;
      return { path: module, namespace: FACE, pluginData: { entry: entry.path, names } satisfies Face };
    });
    build.onLoad({ filter: /.*/, namespace: FACE }, ({ pluginData }) => faceOf(pluginData as Face));
  },
});

const RESOLVED = Symbol('resolved');
const FACE = 'direct-import';

/** The names that one module imports of an entry. */
interface Face {
  readonly entry: string;
  readonly names: ReadonlySet<string>;
}

const importedNames = (source: string, path: string): ReadonlySet<string> | undefined => {
  const statements = [...source.matchAll(/^import (type )?([^;]*?) from '(@gatehouse\/[^']+)';$/gms)];
  const lists = statements.filter(([, isType, , from]) => isType === undefined && from === path);
  if (lists.length === 0 || !lists.every(([, , list = '']) => /^\{[^}]*\}$/.test(list))) return undefined;
  return new Set(lists.flatMap(([, , list = '']) => namesIn(list)).map(([name]) => name));
};

/** The names in `{ a, type B, c as d }` that stand for values: what each is called there and here. */
const namesIn = (list: string): readonly (readonly [name: string, alias: string])[] =>
  list
    .slice(1, -1)
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '' && !item.startsWith('type '))
    .map((item) => item.split(/\s+as\s+/))
    .map(([name = '', alias = name]) => [name, alias]);

/** What an entry defines itself is taken from the entry. */
const faceOf = ({ entry, names }: Face): OnLoadResult => {
  const statements = [...readFileSync(entry, 'utf8').matchAll(/^export (\{[^}]*\}) from '([^']+)';$/gms)];
  const sources = new Map(
    statements.flatMap(([, list = '', from = '']) =>
      namesIn(list).map(([name, alias]) => [alias, { name, from }] as const),
    ),
  );
  const lines = [...names].map((alias) => {
    const { name, from } = sources.get(alias) ?? { name: alias, from: `./${basename(entry)}` };
    return `export { ${name} as ${alias} } from '${from}';`;
  });
  return { contents: lines.join('\n'), loader: 'ts', resolveDir: dirname(entry) };
};
