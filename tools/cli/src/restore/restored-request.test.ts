import { expect, test } from '@jest/globals';
import { readRestoredRequest } from './restored-request.ts';

const NOW = new Date('2026-03-01T12:00:00Z');

test('is read', () => {
  expect(readRestoredRequest([], NOW)).toEqual({ since: null, events: undefined, keepPasswords: false });
  expect(
    readRestoredRequest(
      ['--since', '2026-01-31T09:30:00+01:00', '--events', 'a.jsonl', '--keep-passwords'],
      NOW,
    ),
  ).toEqual({ since: new Date('2026-01-31T08:30:00Z'), events: 'a.jsonl', keepPasswords: true });
});

test.each([
  [['--since', '2026-02-30T09:30:00Z']],
  [['--since', '2026-01-31T09:30:00']],
  [['--since', '2026-01-31']],
  [['--since', 'yesterday']],
  [['--since', '2026-03-01T12:00:01Z']],
  [['--since', '']],
  [['--events', '']],
  [['--events']],
  [['a.db']],
])('%j is answered with the usage', (args) => {
  expect(() => readRestoredRequest(args, NOW)).toThrow(/^usage: npm run restored -- /);
});
