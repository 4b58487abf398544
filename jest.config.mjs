// One jest configuration for every project: native ESM, TypeScript stripped by swc, nothing module-mocked.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

// npm test has 90 seconds on two cores. What starts many processes, or builds whole zips, waits for LONG_TESTS=1: CI sets it.
export const LONG_TESTS = [
  'apps/(auth|users)/src/faults/',
  'libs/accounts/src/acts/faults/',
  'libs/db/src/backup/',
  'libs/db/src/(dynamo/(broken-connection|killed|schedules)|mongo/(broken-at-every-byte|frozen)|sqlite/broken-file)\\.test',
  'libs/sessions/src/testing/schedules/all\\.test',
  'tools/browser/src/(chromium|client|console|docs|passkeys)\\.test',
  'tools/bench/src/(short|store/bench-stores)\\.test',
  'tools/bundle/src/(package-app|bundle|plugins/.*)\\.test',
  'tools/nx/src/(generators/|clone\\.test|release/release\\.test)',
  'tools/e2e/src/(access|account-life|audit|bad-values|chaos/chaos|client-package|cookies|crowd|document|ended-sessions|factors|forgeries|fuzz/fuzz|import|keys|legacy-login|lifetimes|limits|mail|operators|passkeys|passwords|pre-hijacking|restore|roles|start)\\.test',
  'tools/cli/src/import/(collection-source|ends|page|killed/killed)\\.test',
  'tools/deploy/src/provenance/provenance\\.test',
  'tools/examples/src/(coming-from|operations|orders|no-gateway|web|cdk|serverless)\\.test',
  'tools/packages/src/(consumer|api/all-faces)\\.test',
  'tools/testing/src/(ends|late-links|readme|start)\\.test',
  'tools/gateway/src/(gateway-(packaged|processes)|start)\\.test',
];
const isLong = process.env['LONG_TESTS'] === '1';

// The summary of `npm test` reads this file too, and names the long tests itself.
const isRead = !process.argv[1]?.endsWith('jest.js');
if (!isLong && !isRead)
  process.stderr.write('LONG_TESTS is not 1: the long tests DO NOT RUN (see jest.config.mjs)\n');

// Where each project's run leaves its report (tools/nx/workspace-json.mjs); jest makes no folder.
mkdirSync(join(import.meta.dirname, 'dist/tests'), { recursive: true });

export default {
  testMatch: ['**/src/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', ...(isLong ? [] : LONG_TESTS)],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2024' },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  // A safety net alone: no test is to depend on how fast the machine is, and a loaded one takes many times as long.
  testTimeout: 120_000,
};
