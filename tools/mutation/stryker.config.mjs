// What Stryker is told: one library at a time, its own tests, and the score below which the run fails.
import { join } from 'node:path';

const library = process.env['MUTATED_LIBRARY'];
const folder = `libs/${library}`;
const reports = `reports/mutation/${library}`;

export default {
  mutate: [
    `${folder}/src/**/*.ts`,
    '!**/*.test.ts',
    '!**/testing/**',
    '!**/*.generated.ts',
    `!${folder}/src/index.ts`,
  ],
  // The sandbox holds the library alone; packages come from the workspace's own folder.
  ignorePatterns: ['*', `!${folder}/**`, '!package.json', '!jest.config.mjs'],
  tempDirName: '.stryker-tmp',
  disableTypeChecks: false,

  plugins: [import.meta.resolve('@stryker-mutator/jest-runner')],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: {
    configFile: 'jest.config.mjs',
    config: {
      roots: [`<rootDir>/${folder}`],
      testEnvironment: join(import.meta.dirname, 'bailing-environment.cjs'),
      runner: join(import.meta.dirname, 'bailing-runner.mjs'),
      injectGlobals: false,
      watchman: false,
    },
  },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // Modules of jest's ESM contexts are never collected.
  maxTestRunnerReuse: 100,
  // Generous, so that a busy machine kills no mutant that a test would have let live.
  timeoutMS: 10_000,
  timeoutFactor: 1,
  // jest starts afresh for each mutant, so that one that counts at loading costs no more than others.
  warnings: { slow: false },

  reporters: ['clear-text', 'progress-append-only', 'html', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: true },
  htmlReporter: { fileName: `${reports}.html` },
  jsonReporter: { fileName: `${reports}.json` },
  allowConsoleColors: false,
  thresholds: { high: 98, low: 95, break: 95 },
};
