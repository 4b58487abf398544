// node tools/bundle/src/main.ts <app> [--arch arm64|x64]: makes dist/packages/<app>.zip and says what it weighs.
import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createProgress } from '@gatehouse/terminal';
import { spendingOf } from './budgets.ts';
import { packageApp } from './package-app.ts';
import { PackagingError } from './packaging-error.ts';
import { ARCHITECTURES } from './plugins/native-argon2.ts';
import { formatSizes, formatSpending } from './report.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const USAGE = `usage: node tools/bundle/src/main.ts <app> [--arch ${ARCHITECTURES.join('|')}]`;

const readArguments = () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { arch: { type: 'string', default: 'arm64' } },
  });
  const [app] = positionals;
  const architecture = ARCHITECTURES.find((one) => one === values.arch);
  if (
    app === undefined ||
    !/^[a-z][a-z0-9-]*$/.test(app) ||
    positionals.length > 1 ||
    architecture === undefined
  )
    throw new PackagingError(USAGE);
  return { app, architecture };
};

const main = async (): Promise<void> => {
  const { app, architecture } = readArguments();
  const { file, sizes } = await withProgress((tell) =>
    packageApp({ root: ROOT, app, architecture, onStep: (step) => tell(`packs ${app}: ${step}`) }),
  );
  console.log(formatSizes(`${relative(ROOT, file)} (${architecture})`, sizes));
  const spending = spendingOf(app, sizes);
  if (spending === null) return;
  if (spending.bytes > spending.budget) throw new PackagingError(formatSpending(spending));
  console.log(formatSpending(spending));
};

/** It takes seconds: a terminal shows them, and a log is told only of a build that takes longer than it should. */
const withProgress = async <Made>(make: (tell: (step: string) => void) => Promise<Made>): Promise<Made> => {
  const progress = createProgress();
  try {
    return await make(progress.update);
  } finally {
    progress.end();
  }
};

try {
  await main();
} catch (error) {
  if (!(error instanceof Error)) throw error;
  // esbuild's message lists each place; a stack would say nothing more to the person who packages.
  console.error(error.message);
  process.exitCode = 1;
}
