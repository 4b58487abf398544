// npm run affected: format, lint, types, tests and packages of what changed since the base branch.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { findBase, NoBase } from './find-base.ts';

const STEPS = [
  'npm run format',
  'npm run generate -- --check',
  'nx affected -t lint',
  'npm run types',
  'node --import ./tools/preload.mjs tools/nx/src/tests/main.ts affected -t test',
  'nx affected -t package',
];

/** The status of the first step that fails. npm has put `nx` on the PATH. */
const run = (base: string): number => {
  console.log(`compared with ${base}`);
  const env = { ...process.env, NX_BASE: base };
  for (const step of STEPS) {
    const { status } = spawnSync(step, { shell: true, stdio: 'inherit', env });
    if (status !== 0) return status ?? 1;
  }
  return 0;
};

try {
  if (process.argv.length > 2) throw new NoBase('takes no arguments; NX_BASE names what to compare with');
  const { defaultBase } = JSON.parse(readFileSync('nx.json', 'utf8')) as { defaultBase: string };
  process.exitCode = run(findBase(process.cwd(), defaultBase, process.env));
} catch (error) {
  if (!(error instanceof NoBase)) throw error;
  console.error(`npm run affected: ${error.message}`);
  process.exitCode = 1;
}
