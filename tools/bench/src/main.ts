// npm run bench: Gatehouse beside its peers and above the floors; prints tables, and writes dist/bench/bench.json and bench.svg.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createProgress } from '@gatehouse/terminal';
import { chartOf } from './core/chart.ts';
import type { Effort } from './core/effort.ts';
import { baselineOf, guard, RUNS, type Baseline } from './core/guard.ts';
import { curveTable, withMeasured } from './core/page.ts';
import type { Results } from './core/results.ts';
import { candidateTable, formatRatio, targetTable } from './core/table.ts';
import { machine, measureParts, prepare } from './measure.ts';
import { readOptions, UsageError, type Options } from './options.ts';
import { PARTS } from './parts.ts';
import { BENCH, OUTPUT, ROOT } from './paths.ts';

const BASELINE = join(BENCH, 'baseline.json');

/** The parts take minutes; what they find goes to standard output. */
const progress = createProgress();

const main = async (): Promise<void> => {
  const [command, ...rest] = process.argv.slice(2);
  if (command === 'store') return (await import('./store/bench-stores.ts')).benchStores(rest);
  const options = readOptions(process.argv.slice(2), process.env, Object.keys(PARTS));
  await prepare(progress).finally(progress.end);
  if (options.guard) return guardRatios(options);
  const results = await runOnce(options);
  if (options.store) writeJson(BASELINE, baselineOf(results.rows));
  if (options.publish) publish(results);
};

const runOnce = async (options: Options): Promise<Results> => {
  const results = await measure(options);
  report(results);
  writeJson(join(OUTPUT, 'bench.json'), results);
  writeFileSync(join(OUTPUT, 'bench.svg'), chartOf(results.rows, results.curves));
  console.error('\nwritten: dist/bench/bench.json, dist/bench/bench.svg');
  return results;
};

const measure = async ({ only, share, short, databaseUrl }: Options): Promise<Results> => {
  const names = only.length > 0 ? only : Object.keys(PARTS);
  const effort: Effort = { share, databaseUrl };
  const found = await measureParts(names, effort, progress).finally(progress.end);
  return {
    ...{ version: 1, time: new Date().toISOString(), form: short ? 'short' : 'whole', machine: machine() },
    ...found,
  };
};

const report = ({ rows, leftOut, curves, machine }: Results): void => {
  const { node, processor, architecture, pinned } = machine;
  const where = pinned ? 'all of a row on one processor' : 'NOT on one processor: there is no taskset';
  console.log(`Node ${node}, ${architecture}, ${processor}; ${where}\n`);
  for (const row of rows) console.log(`${row.title}\n\n${candidateTable(row)}\n${noiseOf(row.noise)}`);
  if (curves.length > 0) console.log(`${curveTable(curves)}\n`);
  if (rows.length + leftOut.length > 0) console.log(targetTable(rows, leftOut));
};

const noiseOf = (noise: number | null): string =>
  noise === null ? '' : `noise: the same floor twice, ${(noise * 100).toFixed(1)} % apart\n`;

/** Exit code 1 where a ratio was worse in each of three runs. */
const guardRatios = async (options: Options): Promise<void> => {
  const baseline = JSON.parse(readFileSync(BASELINE, 'utf8')) as Baseline;
  const worse = await guard(baseline, async (run) => {
    console.error(`run ${run} of ${RUNS} at the most`);
    return (await runOnce(options)).rows;
  });
  for (const { id, stored, now } of worse)
    console.log(
      `WORSE in ${RUNS} runs of ${RUNS}: ${id}, ${formatRatio(now)} where ${formatRatio(stored)} is stored`,
    );
  if (worse.length === 0) console.log('no ratio is worse than the stored one');
  else process.exitCode = 1;
};

/** Figures of the documentation are never typed by hand. */
const publish = (results: Results): void => {
  const page = join(ROOT, 'docs/bench.md');
  writeFileSync(page, withMeasured(readFileSync(page, 'utf8'), results));
  writeFileSync(join(ROOT, 'docs/bench.svg'), chartOf(results.rows, results.curves));
  console.error('written: docs/bench.md, docs/bench.svg');
};

const writeJson = (file: string, value: unknown): void =>
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);

try {
  await main();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
