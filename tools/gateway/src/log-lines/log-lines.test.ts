import { describe, expect, test } from '@jest/globals';
import type { AccessEntry } from '../http/access-log.ts';
import { logLinesOf } from './log-lines.ts';

const entryOf = (more: Partial<AccessEntry> = {}): AccessEntry => ({
  method: 'GET',
  target: '/users/me?token=x',
  status: 200,
  startedAtMs: performance.now(),
  requestId: 'r-1',
  ...more,
});

const line = (more: Partial<AccessEntry> = {}, hasColours = false): string =>
  logLinesOf('pretty', hasColours).callLine!(entryOf(more)).replace(/\d+ ms/, 'N ms');

describe('for a person a call is one line', () => {
  test.each<[string, Partial<AccessEntry>]>([
    ['GET /users/me 200 N ms', {}],
    ['GET /users/me 200 N ms  allow', { authorizer: { decision: 'allow', remembered: false } }],
    [
      'GET /users/me 403 N ms  deny, remembered  forbidden',
      { status: 403, authorizer: { decision: 'deny', remembered: true }, code: 'forbidden' },
    ],
    [
      'GET /users/me 401 N ms  unauthorized',
      { status: 401, authorizer: { decision: 'unauthorized', remembered: false }, code: 'unauthorized' },
    ],
    ['GET /users/me 500 N ms  internal_error  r-1', { status: 500, code: 'internal_error' }],
    ['GET /a?[2J?b 200 N ms', { target: '/a\u001b[2J\nb' }],
  ])('%j', (expected, more) => {
    expect(line(more)).toBe(expected);
  });

  test('in colour where it is asked for, and with the same words', () => {
    const denied: Partial<AccessEntry> = {
      status: 403,
      authorizer: { decision: 'deny', remembered: false },
    };
    const coloured = line(denied, true);
    expect(coloured).toContain('\x1b[33m403\x1b[39m');
    expect(coloured.replaceAll(/\x1b\[\d+m/g, '')).toBe(line(denied));
  });
});

describe('for machines a call is one JSON object', () => {
  const parsed = (more: Partial<AccessEntry> = {}) =>
    JSON.parse(logLinesOf('json').callLine!(entryOf(more))) as object;

  test('with the members of the apps’ own lines, and nothing of the query', () => {
    expect(parsed()).toEqual({
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      level: 'INFO',
      service: 'gateway',
      message: 'answered',
      request_id: 'r-1',
      method: 'GET',
      path: '/users/me',
      status: 200,
      ms: expect.any(Number),
    });
  });

  test('that tells of the authorizer and of the problem', () => {
    const more: Partial<AccessEntry> = {
      authorizer: { decision: 'deny', remembered: true },
      code: 'forbidden',
    };
    expect(parsed(more)).toMatchObject({ authorizer: 'deny', remembered: true, code: 'forbidden' });
  });
});

describe('what an app prints', () => {
  const shown = (text: string): string | null => logLinesOf('pretty').appLine(`auth | ${text}`);
  const logged = (more: object): string =>
    JSON.stringify({ time: 'T', level: 'WARN', service: 'auth', message: 'a mail was not sent', ...more });

  test('is in words where it is a warning or an error', () => {
    expect(shown(logged({ kind: 'verify_email', attempts: 1 }))).toBe(
      'auth WARN a mail was not sent  kind=verify_email  attempts=1',
    );
    const error = ['Error: outer', 'TypeError: inner'];
    const stack = 'Error: outer\n    at work (file.ts:1:2)';
    expect(shown(logged({ level: 'ERROR', message: 'request failed', error, stack }))).toBe(
      'auth ERROR request failed  Error: outer  TypeError: inner\n    at work (file.ts:1:2)',
    );
  });

  test.each([
    ['information', logged({ level: 'INFO' })],
    ['what the line of the call tells', logged({ message: 'request refused', code: 'forbidden' })],
    ['an audit line, which stands in the file', '{"audit":true,"time":"T","event":"login_succeeded"}'],
    ['a metric', '{"_aws":{"Timestamp":1,"CloudWatchMetrics":[]},"stack":"auth"}'],
  ])('is not shown where it is %s', (_, text) => {
    expect(shown(text)).toBeNull();
  });

  test.each(['plain words', '{not JSON}', '{"some":"object"}', '["a","list"]', 'null'])(
    'is shown as it is where it is none of our lines: %s',
    (text) => expect(shown(text)).toBe(`auth | ${text}`),
  );

  test('moves no cursor and makes no second line', () => {
    expect(shown(logged({ agent: '\u001b[2J\na\u202eb' }))).toBe(
      'auth WARN a mail was not sent  agent=?[2J?a?b',
    );
  });

  test('is as it is for machines', () => {
    expect(logLinesOf('json').appLine(`auth | ${logged({})}`)).toBe(`auth | ${logged({})}`);
  });
});
