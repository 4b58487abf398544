// Which names the modules of a bundle import of each other, read from the lines that esbuild begins a module with.
import type { Bundle } from './bundle.ts';

export interface ModuleImports {
  /** Names that it imports of other modules of the bundle. */
  readonly named: readonly { readonly from: string; readonly name: string }[];
  /** Modules that it imports for their effects alone. */
  readonly bare: readonly string[];
}

/** By the name of the module. */
export type ChunkImports = ReadonlyMap<string, ModuleImports>;

export const importsOf = ({ files, outputs }: Bundle): ChunkImports => {
  const helpers = new Set(Object.keys(outputs).filter((name) => holdsHelpersAlone(outputs[name])));
  const modules = [...files].filter(([name]) => name.endsWith('.mjs'));
  return new Map(
    modules.map(([name, content]) => {
      const { named, bare } = readImports(Buffer.from(content).toString());
      return [name, { named, bare: bare.filter((chunk) => !helpers.has(chunk)) }];
    }),
  );
};

/** The modules, none of them an entry, that each of the entries loads at start. */
export const findCommon = (imports: ChunkImports, entries: readonly string[]): ReadonlySet<string> => {
  const [first = [], ...others] = entries.map((entry) => [...loadedAtStart(imports, entry)]);
  const common = first.filter((name) => others.every((loaded) => loaded.includes(name)));
  return new Set(common.filter((name) => !entries.includes(name)));
};

const loadedAtStart = (imports: ChunkImports, entry: string): ReadonlySet<string> => {
  const found = new Set([entry]);
  for (const name of found) {
    const { named = [], bare = [] } = imports.get(name) ?? {};
    [...named.map(({ from }) => from), ...bare].forEach((next) => found.add(next));
  }
  return found;
};

/** esbuild's own helpers have a chunk that every module imports, those too that use none; it has no effects. */
const holdsHelpersAlone = (output: Bundle['outputs'][string] | undefined): boolean =>
  output?.entryPoint === undefined && Object.keys(output?.inputs ?? {}).length === 0;

const STATEMENT = /import(?:\{([^}]*)\}from)?"\.\/([\w.-]+)";/y;

const readImports = (module: string): ModuleImports => {
  const named: { from: string; name: string }[] = [];
  const bare: string[] = [];
  STATEMENT.lastIndex = 0;
  for (let match = STATEMENT.exec(module); match !== null; match = STATEMENT.exec(module)) {
    const [, list, from = ''] = match;
    if (list === undefined) bare.push(from);
    else named.push(...list.split(',').map((item) => ({ from, name: item.split(' as ')[0] ?? '' })));
  }
  return { named, bare };
};
