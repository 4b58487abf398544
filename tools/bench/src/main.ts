// npm run bench: Gatehouse beside its peers and above the floors; prints tables, and writes dist/bench/bench.json and bench.svg.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SHORT_SHARE, type Effort } from './core/effort.ts';
import type { Results } from './core/results.ts';
import { candidateTable, targetTable } from './core/table.ts';
import { machine, measureParts, prepare } from './measure.ts';
import { readOptions, UsageError, type Options } from './options.ts';
import { PARTS } from './parts.ts';
import { OUTPUT } from './paths.ts';

const main = async (): Promise<void> => {
  const options = readOptions(process.argv.slice(2), process.env, Object.keys(PARTS));
  await prepare();
  const results = await run(options);
  report(results);
  writeFileSync(join(OUTPUT, 'bench.json'), `${JSON.stringify(results, null, 2)}\n`);
};

const run = async (options: Options): Promise<Results> => {
  const names = options.only.length > 0 ? options.only : Object.keys(PARTS);
  const effort: Effort = { share: options.share, databaseUrl: options.databaseUrl };
  const found = await measureParts(names, effort, (line) => process.stderr.write(`${line}\n`));
  return {
    version: 1,
    time: new Date().toISOString(),
    form: options.short ? 'short' : 'whole',
    machine: machine(),
    ...found,
  };
};

const report = ({ rows, leftOut, machine }: Results): void => {
  const { node, processor, architecture, pinned } = machine;
  console.log(`Node ${node}, ${architecture}, ${processor}, ${pinned ? 'one processor' : 'NOT pinned'}\n`);
  for (const row of rows) console.log(`${row.title}\n\n${candidateTable(row)}\n`);
  console.log(targetTable(rows, leftOut));
};

await main();
