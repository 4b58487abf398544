// npm run import-killed -- [--lines N] [--kills N] [--url URL]: a large import that is killed on its way, and what it takes.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCommandLine, refuseUsage, runCommand } from '../../run-command.ts';
import { importKilled } from './import-killed.ts';
import type { RunFigures } from './run-once.ts';

const USAGE = `npm run import-killed -- [--lines N] [--kills N] [--url URL]
  --lines N  of the file; 1000000 when nothing is said
  --kills N  how often it is killed; 10 when nothing is said
  --url URL  an empty database; a SQLite file of its own when none is named`;

const wholeNumber = (text: string): number => {
  const number = Number(text);
  return Number.isInteger(number) && number >= 0 ? number : refuseUsage(USAGE);
};

const OPTIONS = {
  lines: { type: 'string', default: '1000000' },
  kills: { type: 'string', default: '10' },
  url: { type: 'string' },
} as const;

const lineOf = ({ wasKilled, seconds, cpuSeconds, peakMiB, summary }: RunFigures): string =>
  `${wasKilled ? 'killed after' : 'through in'} ${seconds.toFixed(1)} s (${cpuSeconds.toFixed(1)} s of the processor), ${peakMiB} MiB at most${wasKilled ? '' : `: ${summary}`}`;

await runCommand('npm run import-killed', async (args) => {
  const { lines, kills, url } = readCommandLine(args, USAGE, { options: OPTIONS }).values;
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-killed-import-'));
  try {
    const { runs, faults } = await importKilled({
      url: url ?? `sqlite:${join(folder, 'gatehouse.db')}`,
      lines: wholeNumber(lines),
      kills: wholeNumber(kills),
      onRun: (figures) => console.log(lineOf(figures)),
    });
    const seconds = runs.reduce((sum, run) => sum + run.seconds, 0);
    const cpuSeconds = runs.reduce((sum, run) => sum + run.cpuSeconds, 0);
    console.log(
      `${runs.length - 1} kills, ${seconds.toFixed(0)} s in all, ${cpuSeconds.toFixed(0)} s of the processor; ${faults.length === 0 ? 'complete' : faults.join('; ')}`,
    );
    if (faults.length > 0) process.exitCode = 1;
  } finally {
    await rm(folder, { recursive: true });
  }
});
