// From the TypeScript of an app's entries to the files that Lambda runs: an ES module for each, and shared chunks.
import { basename, relative } from 'node:path';
import { build, formatMessages, type BuildOptions, type Message, type Metafile, type Plugin } from 'esbuild';
import { PackagingError } from './packaging-error.ts';
import { mergeChunks } from './merge-chunks.ts';
import { commonPasswords } from './plugins/common-passwords.ts';
import { compiledSchemas } from './plugins/compiled-schemas.ts';
import { directImports } from './plugins/direct-imports.ts';
import { leanDriver } from './plugins/lean-driver.ts';
import { leanMailer } from './plugins/lean-mailer.ts';
import { leanSdk } from './plugins/lean-sdk.ts';
import { leanWebauthn } from './plugins/lean-webauthn.ts';
import { nativeArgon2, type Architecture } from './plugins/native-argon2.ts';
import { nodeBuiltins } from './plugins/node-builtins.ts';
import type { Entry } from './read-entries.ts';

export interface BundleOptions {
  /** The workspace's folder, an absolute path. */
  readonly root: string;
  readonly entries: readonly Entry[];
  readonly architecture: Architecture;
  /** Leaves one technique out, for the bench that compares. */
  readonly without?: Technique;
}

export type Technique =
  | 'compiled-schemas'
  | 'direct-imports'
  | 'lean-driver'
  | 'lean-mailer'
  | 'lean-sdk'
  | 'lean-webauthn'
  | 'merge-chunks'
  | 'node-builtins';

export interface Bundle {
  /** What goes into the zip, by name: modules, native files and data. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Source maps, by the name of the module and `.map`. */
  readonly maps: ReadonlyMap<string, Uint8Array>;
  /** esbuild's account of what came from where; its output paths are the names of `files`. */
  readonly outputs: Metafile['outputs'];
}

/**
 * The same bytes for the same sources, in whatever folder the workspace lies.
 * @throws PackagingError for what esbuild warns of, and its own error for what does not build
 */
export const bundle = async ({ root, entries, architecture, without }: BundleOptions): Promise<Bundle> => {
  const settings = { ...SETTINGS, absWorkingDir: root };
  const { outputFiles, metafile, warnings } = await build({
    ...settings,
    entryPoints: entries.map(({ name, source }) => ({ in: relative(root, source), out: name })),
    splitting: true,
    write: false,
    metafile: true,
    plugins: pluginsOf({ root, architecture }).filter(({ name }) => name !== without),
    ...(without === 'node-builtins' && { banner: { js: REQUIRE } }),
  });
  if (warnings.length > 0) throw new PackagingError(await describe(warnings));
  const files = outputFiles.map(({ path, contents }) => [basename(path), contents] as const);
  const chunked: Bundle = {
    files: new Map(files.filter(([name]) => !name.endsWith('.map'))),
    maps: new Map(files.filter(([name]) => name.endsWith('.map'))),
    outputs: flatOutputs(metafile),
  };
  const names = entries.map(({ name }) => `${name}.mjs`);
  return without === 'merge-chunks' ? chunked : mergeChunks(chunked, names, settings);
};

const SETTINGS = {
  // Nothing is written there; its depth decides how source maps name the sources: `apps/…` two folders up.
  outdir: 'dist/packages',
  outExtension: { '.js': '.mjs' },
  chunkNames: '[name]-[hash]',
  assetNames: '[name]',
  loader: { '.node': 'file' },
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  // Node 24 has it; esbuild's table does not say so.
  supported: { using: true },
  minify: true,
  legalComments: 'none',
  // What only a start from the sources does. A zip runs in Lambda, which asks nothing of it there; and the wait for a module that
  // is loaded on demand would never end in the one that all others import.
  dropLabels: ['FROM_SOURCE'],
  // CommonJS asks for it; all modules of a zip are in one folder.
  define: { __dirname: 'import.meta.dirname' },
  sourcemap: 'external',
  logLevel: 'silent',
} satisfies BuildOptions;

/** What CommonJS in an ES module needs for Node's own modules where no plugin takes them. */
const REQUIRE =
  "import{createRequire as createBundleRequire}from'node:module';const require=createBundleRequire(import.meta.url);";

const pluginsOf = ({ root, architecture }: Pick<BundleOptions, 'root' | 'architecture'>): Plugin[] => [
  nativeArgon2(root, architecture),
  commonPasswords(root),
  leanDriver(),
  leanMailer(),
  leanSdk(),
  leanWebauthn(),
  directImports(root),
  compiledSchemas(root),
  nodeBuiltins(root),
];

/** esbuild warns of what will fail at run time, such as a name that a module does not export. */
const describe = async (warnings: readonly Message[]): Promise<string> =>
  (await formatMessages([...warnings], { kind: 'warning' })).join('');

const flatOutputs = ({ outputs }: Metafile): Metafile['outputs'] => {
  const flatImports = (output: Metafile['outputs'][string]) =>
    output.imports.map((one) => (one.external === true ? one : { ...one, path: basename(one.path) }));
  return Object.fromEntries(
    Object.entries(outputs).map(([path, output]) => [
      basename(path),
      { ...output, imports: flatImports(output) },
    ]),
  );
};
