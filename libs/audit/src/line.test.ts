import { describe, expect, test } from '@jest/globals';
import { parseLine, toLine } from './line.ts';

const LINE = toLine(
  { event: 'login_failed', subject: null, why: 'unknown_account', email: 'ada@example.com' },
  {
    origin: { actor: null, sid: null, address: '192.0.2.1', requestId: 'r' },
    accountKey: 'k',
    now: new Date(0),
  },
);

describe('a line', () => {
  test('is read as it was written, and holds no email', () => {
    expect(parseLine(JSON.stringify(LINE))).toEqual(LINE);
    expect(JSON.stringify(LINE)).not.toContain('@');
  });

  test.each([
    ['a text that is cut off', JSON.stringify(LINE).slice(0, -3)],
    ['no object', '7'],
    ['null', 'null'],
    ['a line of the log', '{"time":"2026-03-01T12:00:00.000Z","level":"INFO","message":"m"}'],
    ['one that only says so', JSON.stringify({ ...LINE, audit: 'true' })],
    ['one without a member', JSON.stringify({ ...LINE, actor: undefined })],
    ['one with a member of another kind', JSON.stringify({ ...LINE, address: 7 })],
  ])('is not %s', (_what, text) => {
    expect(parseLine(text)).toBeNull();
  });
});
