import { expect, test } from '@jest/globals';
import { InitError, parseErrorReport, toStartError } from './error-report.ts';

const linesOf = (report: Parameters<typeof Object.assign>[0]) =>
  (toStartError('auth', new InitError(parseErrorReport(JSON.stringify(report)))) as { lines: string[] })
    .lines;

test('a wrong configuration is a line for each variable', () => {
  const errorMessage =
    'the configuration cannot be used\n  JWT_ISSUER: must be a URL\n  LOG_LEVEL: must be INFO';
  expect(linesOf({ errorType: 'ConfigurationError', errorMessage, trace: ['…'] })).toEqual([
    'auth: JWT_ISSUER: must be a URL',
    'auth: LOG_LEVEL: must be INFO',
  ]);
});

test('anything else is its stack, or its message where there is none', () => {
  expect(linesOf({ errorType: 'Error', errorMessage: 'no', trace: ['Error: no', '  at x'] })).toEqual([
    'auth: Error: no\n  at x',
  ]);
  expect(linesOf({ errorMessage: 'exit status 1' })).toEqual(['auth: exit status 1']);
});

test('a body that is no report is the message', () => {
  for (const body of ['oops', 'null', '7'])
    expect(parseErrorReport(body)).toEqual({ errorType: 'Error', errorMessage: body, trace: [] });
});

test('an error that is none of a start is left as it is', () => {
  const error = new Error('unforeseen');
  expect(toStartError('auth', error)).toBe(error);
});
