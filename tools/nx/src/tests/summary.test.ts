import { expect, test } from '@jest/globals';
import { linesOf, summarise, type JestReport } from './summary.ts';

const file = (message: string, ...tests: readonly (readonly [string, string])[]) => ({
  message,
  status: message === '' ? 'passed' : 'failed',
  assertionResults: tests.map(([status, fullName]) => ({ status, fullName })),
});
const report = (...testResults: JestReport['testResults']): JestReport => ({ testResults });

test('the counts of all projects stand alone on the last line', () => {
  const reports = [
    report(file('', ['passed', 'a'], ['passed', 'b'])),
    report(file('broken', ['failed', 'c'], ['failed', 'd'], ['passed', 'e'])),
  ];
  expect(linesOf(summarise(reports)).at(-1)).toBe('3 passed, 2 failed, 0 skipped');
});

test('each failure is shown in full', () => {
  const reports = [report(file('  ● a test\n\n    expected 2\n', ['failed', 'a test']), file(''))];
  expect(linesOf(summarise(reports))).toEqual(
    expect.arrayContaining(['● a test\n\n    expected 2', '0 passed, 1 failed, 0 skipped']),
  );
});

test('a file that could not be run counts as a failure', () => {
  const reports = [report(file('Test suite failed to run'))];
  expect(summarise(reports)).toMatchObject({ failed: 1, failures: ['Test suite failed to run'] });
});

test('a run that fails without a failed test counts as one failure: a project left no report', () => {
  const reports = [report(file('', ['passed', 'a']))];
  expect(linesOf(summarise(reports, [], 3))).toEqual([
    '',
    'Nx ended with 3, and no report tells of a failure: the tests of a project did not run; its output is above',
    '',
    '1 passed, 1 failed, 0 skipped',
  ]);
  const failed = [report(file('broken', ['failed', 'a']))];
  expect(summarise(failed, [], 1)).toMatchObject({ failed: 1, failures: ['broken'] });
});

test('what was left out is named by its reason, and counted', () => {
  const reports = [
    report(
      file(
        '',
        ['pending', 'the stores: left out, because MONGODB_TEST_URL is not set'],
        ['passed', 'another'],
        ['todo', 'somebody has to write this'],
        ['pending', 'crashes: left out, because MONGODB_TEST_URL is not set'],
      ),
    ),
  ];
  const long = [{ part: 'tools/e2e/src/keys.test.ts', why: 'LONG_TESTS is not 1' }];
  expect(linesOf(summarise(reports, long))).toEqual([
    '',
    'Left out, because MONGODB_TEST_URL is not set: the stores; crashes',
    'Left out, because its test is skipped: somebody has to write this',
    'Left out, because LONG_TESTS is not 1: tools/e2e/src/keys.test.ts',
    '1 passed, 0 failed, 4 skipped',
  ]);
});
