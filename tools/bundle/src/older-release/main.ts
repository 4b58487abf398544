// npm run older-release -- COMMIT: bundles the SQLite adapter of an earlier commit, which the tests of libs/db run on today's
// schema. To be run with the last commit before a step is added to the schema.
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';

const OUTPUT = 'libs/db/src/sqlite/older-release.mjs';

const HEAD = `// The SQLite adapter of an earlier release, written by: npm run older-release -- COMMIT`;

const ENTRY = `
  export { openSqlite } from './index.ts';
  export { SCHEMA_VERSION } from './migrations.ts';
`;

/** The libraries of that commit, and not those that node_modules links to. */
const librariesOf = (folder: string): Plugin => ({
  name: 'libraries-of-the-commit',
  setup: (building) => {
    building.onResolve({ filter: /^@gatehouse\/\w+$/ }, ({ path, resolveDir, kind }) =>
      building.resolve(`${folder}/libs/${path.slice('@gatehouse/'.length)}/src/index.ts`, {
        resolveDir,
        kind,
      }),
    );
  },
});

const folder = await mkdtemp(join(tmpdir(), 'gatehouse-older-'));
try {
  const commit = process.argv[2] ?? 'HEAD';
  const archive = execFileSync('git', ['archive', commit, 'libs'], { maxBuffer: 1e9 });
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
  await build({
    stdin: { contents: ENTRY, resolveDir: join(folder, 'libs/db/src/sqlite'), loader: 'ts' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    external: ['rate-limiter-flexible/*'],
    minifyWhitespace: true,
    lineLimit: 120,
    banner: { js: HEAD },
    outfile: OUTPUT,
    plugins: [librariesOf(folder)],
  });
  console.log(`${OUTPUT} is the adapter of ${commit}`);
} finally {
  await rm(folder, { recursive: true });
}
