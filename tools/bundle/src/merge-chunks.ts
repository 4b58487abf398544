// Joins the chunks that every entry of an app loads at start into one. esbuild cuts a chunk wherever two sets of entries
// differ, entries on demand among them; a dozen small files take longer to load than one, and are larger compressed.
import { basename, join } from 'node:path';
import { build, type BuildOptions, type OutputFile, type Plugin } from 'esbuild';
import type { Bundle } from './bundle.ts';
import { findCommon, type ChunkImports, importsOf } from './chunk-imports.ts';

/** The name of the joint chunk. */
export const COMMON = 'chunk-common.mjs';

/** The same bundle with its common chunks in one; `settings` are those that it was built with. */
export const mergeChunks = async (
  bundle: Bundle,
  entries: readonly string[],
  settings: BuildOptions,
): Promise<Bundle> => {
  const imports = importsOf(bundle);
  const common = findCommon(imports, entries);
  const kept = [...imports.keys()].filter((name) => !common.has(name));
  const { outputFiles, metafile } = await build({
    ...settings,
    entryPoints: [...kept, COMMON].map((name) => ({ in: name, out: name.replace(/\.mjs$/, '') })),
    splitting: false,
    write: false,
    metafile: true,
    plugins: [chunks({ bundle, imports, common })],
  });
  const isOther = ([name]: readonly [string, unknown]): boolean => !/\.mjs(\.map)?$/.test(name);
  const others = [...bundle.files].filter(isOther);
  const otherOutputs = Object.entries(bundle.outputs).filter(isOther);
  const made = Object.entries(metafile.outputs).filter(([path]) => path.endsWith('.mjs'));
  const outputs = made.map(([path, { imports: found }]) => {
    const name = basename(path);
    return [name, accountOf(name === COMMON ? [...common] : [name], bundle.outputs, found)] as const;
  });
  return {
    files: new Map([...named(outputFiles, '.mjs'), ...others]),
    maps: named(outputFiles, '.map'),
    outputs: Object.fromEntries([...outputs, ...otherOutputs]),
  };
};

type Output = Bundle['outputs'][string];

/** What the joint chunk holds is what its parts held; what it imports is what is left of that. */
const accountOf = (
  parts: readonly string[],
  outputs: Bundle['outputs'],
  found: Output['imports'],
): Output => {
  const before = parts.map((name) => outputs[name] as Output);
  const others = before.flatMap(({ imports }) => imports.filter(({ path }) => !path.endsWith('.mjs')));
  const chunksNow = found
    .filter(({ path }) => path.startsWith('./'))
    .map(({ kind, path }) => ({ kind, path: basename(path) }));
  return {
    bytes: before.reduce((sum, { bytes }) => sum + bytes, 0),
    inputs: Object.assign({}, ...before.map(({ inputs }) => inputs)) as Output['inputs'],
    imports: [...others, ...chunksNow],
    exports: before.length === 1 ? (before[0]?.exports ?? []) : [],
  };
};

const named = (files: readonly OutputFile[], ending: string): ReadonlyMap<string, Uint8Array> =>
  new Map(
    files
      .map(({ path, contents }) => [basename(path), contents] as const)
      .filter(([name]) => name.endsWith(ending)),
  );

interface Parts {
  readonly bundle: Bundle;
  readonly imports: ChunkImports;
  readonly common: ReadonlySet<string>;
}

/** Serves a bundle's own modules to a second pass: common ones become part of one, all others stay apart. */
const chunks = ({ bundle, imports, common }: Parts): Plugin => ({
  name: 'chunks',
  setup(build) {
    const { absWorkingDir = '', outdir = '' } = build.initialOptions;
    const pathOf = (name: string): string => join(absWorkingDir, outdir, name);
    build.onResolve({ filter: /.*/ }, ({ path, kind, importer, namespace }) => {
      const [name, from] = [basename(path), basename(importer)];
      if (kind === 'entry-point') return { path: pathOf(name) };
      if (namespace === DOOR) return { path, external: true, sideEffects: false };
      if (common.has(name) && (common.has(from) || from === COMMON)) return { path: pathOf(name) };
      const forEffects = imports.get(from)?.bare.includes(name) ?? false;
      if (!common.has(name)) return { path, external: true, sideEffects: forEffects };
      return forEffects
        ? { path: `./${COMMON}`, external: true }
        : { path: name, namespace: DOOR, sideEffects: false };
    });
    build.onLoad({ filter: /.*/, namespace: 'file' }, ({ path }) => ({
      contents: basename(path) === COMMON ? faceOf(imports, common) : withMap(bundle, basename(path)),
      loader: 'js',
    }));
    build.onLoad({ filter: /.*/, namespace: DOOR }, ({ path }) => ({
      contents: doorOf(path, imports, common),
    }));
  },
});

/** Where a module outside asks for a common one, and is led to the joint chunk. */
const DOOR = 'door';

/** The common modules in the order in which an entry loads them, and what others import, under names of its own. */
const faceOf = (imports: ChunkImports, common: ReadonlySet<string>): string => {
  const loaded = [...common].map((chunk) => `import './${chunk}';`);
  const exported = asked(imports, common).map(
    ({ from, name, alias }) => `export { ${name} as ${alias} } from './${from}';`,
  );
  return [...loaded, ...exported].join('\n');
};

const doorOf = (chunk: string, imports: ChunkImports, common: ReadonlySet<string>): string =>
  asked(imports, common)
    .filter(({ from }) => from === chunk)
    .map(({ name, alias }) => `export { ${alias} as ${name} } from './${COMMON}';`)
    .join('\n');

const asked = (imports: ChunkImports, common: ReadonlySet<string>) => {
  const outside = [...imports].filter(([importer]) => !common.has(importer));
  const pairs = outside.flatMap(([, { named: found }]) => found.filter(({ from }) => common.has(from)));
  const keys = new Set(pairs.map(({ from, name }) => `${from} ${name}`));
  return [...keys].sort().map((key, index) => {
    const [from = '', name = ''] = key.split(' ');
    return { from, name, alias: `_${index.toString(36)}` };
  });
};

/** esbuild reads the map of a source that brings one, and joins it to its own. */
const withMap = ({ files, maps }: Bundle, name: string): string => {
  const map = Buffer.from(maps.get(`${name}.map`) ?? []).toString('base64');
  const module = Buffer.from(files.get(name) ?? []).toString();
  return `${module}\n//# sourceMappingURL=data:application/json;base64,${map}`;
};
