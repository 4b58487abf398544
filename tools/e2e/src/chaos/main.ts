// npm run chaos -- [--faults 200] [--seed N]: kills, freezes and broken connections under clients of a gateway on MongoDB, and what came of it.
import { parseArgs } from 'node:util';
import { engineOfEnvironment } from '@gatehouse/test-support/controlled-engine';
import { seedOf, wholeNumber } from '@gatehouse/test-support/seeded-run';
import { runChaos, type ChaosFigures } from './run-chaos.ts';

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: { faults: { type: 'string' }, seed: { type: 'string' } } });
  const faults = wholeNumber('--faults', values.faults ?? '200');
  const seed = seedOf(values.seed);
  const engine = engineOfEnvironment(1);
  if (engine === null)
    throw new Error(
      'MONGODB_TEST_CONTROL names no folder with the scripts that start and kill an engine: nothing was run',
    );
  console.log(`seed ${seed}, ${faults} faults`);
  const figures = await runChaos({
    ...{ engine, faults, seed },
    onFault: ({ kind, ...how }, number) =>
      console.log(`${Math.round(performance.now())} ms: ${number} ${kind} ${JSON.stringify(how)}`),
  });
  report(seed, figures);
  if (figures.failures.length > 0) process.exitCode = 1;
};

const report = (seed: number, figures: ChaosFigures): void => {
  const { lossyKills, lostByEngine, failures } = figures;
  const lost = lossyKills.reduce((sum, kill) => sum + kill.lost, 0);
  console.log(
    [
      `faults     ${countsIn(figures.faults)}`,
      `requests   ${figures.requests} of ${figures.lives} accounts: ${countsIn(figures.byStatus)}`,
      `slowest    ${figures.slowestMs} ms; late by the wait for a core alone: ${figures.stalled}`,
      `engine     lost ${lost} of ${figures.bareWrites} acknowledged writes of the bare driver, in ${lossyKills.length} kills`,
      `beside it  ${lostByEngine.length} accounts contradict what was acknowledged just before such a kill`,
      ...lostByEngine.map((sentence) => `           ${sentence}`),
      `orphans    ${figures.orphans} sessions and tokens of accounts that are gone`,
      `seed       ${seed}`,
      ...failures.slice(0, TOLD).map((failure) => `FAILED: ${failure}`),
      failures.length === 0 ? 'nothing is wrong' : `${failures.length} failures`,
    ].join('\n'),
  );
};

const TOLD = 60;

const countsIn = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name}: ${count}`)
    .join(', ');

await main();
