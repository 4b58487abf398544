// npm run fuzz -- [--requests 100000] [--seed N] [--database-url URL]: sends requests of every kind to every route, and prints what came of it.
import { parseArgs } from 'node:util';
import { seedOf, wholeNumber } from '@gatehouse/test-support/seeded-run';
import { growthOf } from './growth.ts';
import { runFuzz, type FuzzFigures } from './run-fuzz.ts';

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: OPTIONS });
  const requests = wholeNumber('--requests', values.requests ?? '100000');
  const seed = seedOf(values.seed);
  console.log(`seed ${seed}, ${requests} requests`);
  const databaseUrl = values['database-url'] ?? null;
  const onProgress = (sent: number): void => console.log(`${sent} sent`);
  const figures = await runFuzz({ requests, seed, databaseUrl, onProgress });
  report(figures);
  if (figures.failure !== undefined || growthOf(figures.memory) !== undefined) process.exitCode = 1;
};

const OPTIONS = {
  requests: { type: 'string' },
  seed: { type: 'string' },
  'database-url': { type: 'string' },
} as const;

const report = ({ seed, requests, byStatus, slowestMs, memory, failure }: FuzzFigures): void => {
  const failed = Object.entries(byStatus).filter(([status]) => status >= '500');
  console.log(
    [
      `requests   ${requests}`,
      `by status  ${Object.entries(byStatus)
        .map(([status, count]) => `${status}: ${count}`)
        .join(', ')}`,
      `5xx        ${failed.reduce((sum, [, count]) => sum + count, 0)}`,
      `slowest    ${slowestMs} ms`,
      `heap       ${memory.map(({ heapMiB }) => `${heapMiB} MiB`).join(' → ')} (start, middle, end; the gateway's, collected)`,
      `resident   ${memory.map(({ residentMiB }) => `${residentMiB} MiB`).join(' → ')} (with the apps' processes)`,
      `seed       ${seed}`,
      ...(failure === undefined ? [] : [`FAILED: ${failure}`]),
      ...(growthOf(memory) === undefined ? [] : [`GROWS: ${growthOf(memory)}`]),
    ].join('\n'),
  );
};

await main();
