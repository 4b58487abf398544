// One jest configuration for every project: native ESM, TypeScript stripped by swc, nothing module-mocked.
// npm test has a minute on two cores. What starts many processes, or builds whole zips, waits for LONG_TESTS=1: CI sets it.
const LONG_TESTS = [
  'apps/auth/src/faults/',
  'tools/bundle/src/(package-app|bundle|plugins/.*)\\.test',
  'tools/nx/src/generators/',
  'tools/e2e/src/(access|document|forgeries|keys|start)\\.test',
  'tools/gateway/src/(bad-values|gateway-(packaged|processes)|start)\\.test',
];
const isLong = process.env['LONG_TESTS'] === '1';

if (!isLong) process.stderr.write('LONG_TESTS is not 1: the long tests DO NOT RUN (see jest.config.mjs)\n');

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
  testTimeout: 20_000,
};
