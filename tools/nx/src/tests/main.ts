// `npm test`: runs the tests through Nx, and ends with what all projects came to, also where Nx took a result from its cache.
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { linesOf, summarise, type JestReport, type LeftOut } from './summary.ts';

const root = resolve(import.meta.dirname, '../../../..');
const read = <T>(file: string): T => JSON.parse(readFileSync(join(root, file), 'utf8')) as T;

/** The test files of these projects that jest.config.mjs leaves out. */
const longTestsOf = async (names: readonly string[]): Promise<readonly LeftOut[]> => {
  if (process.env['LONG_TESTS'] === '1') return [];
  const config = (await import(pathToFileURL(join(root, 'jest.config.mjs')).href)) as {
    readonly LONG_TESTS: readonly string[];
  };
  const { projects } = read<{ projects: Record<string, { readonly root: string }> }>('workspace.json');
  const files = names.flatMap((name) =>
    globSync(`${projects[name]?.root}/src/**/*.test.ts`, { cwd: root }).sort(),
  );
  const isLong = (file: string): boolean => config.LONG_TESTS.some((long) => new RegExp(long).test(file));
  return files.filter(isLong).map((part) => ({ part, why: 'LONG_TESTS is not 1' }));
};

// What is there is of an earlier run; Nx puts back what it takes from its cache.
rmSync(join(root, 'dist/tests'), { recursive: true, force: true });
const nx = spawnSync('nx', process.argv.slice(2), { cwd: root, stdio: 'inherit' });
const status = nx.status ?? 1;

const reports = globSync('dist/tests/*.json', { cwd: root }).sort();
const leftOut = await longTestsOf(reports.map((file) => basename(file, '.json')));
console.log(
  linesOf(
    summarise(
      reports.map((file) => read<JestReport>(file)),
      leftOut,
      status,
    ),
  ).join('\n'),
);
process.exitCode = status;
