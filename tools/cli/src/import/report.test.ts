import { expect, test } from '@jest/globals';
import { presentOutcome, presentProgress, presentRefusal } from './report.ts';

const COUNTS = {
  ...{ read: 4000, inserted: 3000, there: 900, refused: 100, withoutHash: 0 },
  leftOut: new Map<string, number>(),
};

test('the progress says how much of the source is read, and how fast', () => {
  const told = '4000 read, 3000 imported, 900 there already, 100 refused';
  expect(presentProgress(COUNTS, { seconds: 0.2, fraction: 0.509 })).toBe(`50 %, ${told}, 20000/s`);
  expect(presentProgress(COUNTS, { seconds: 0, fraction: null })).toBe(told);
});

test('the progress of a million fits a terminal of 80 columns, its seconds too', () => {
  const counts = { ...COUNTS, read: 899_000, inserted: 898_999, there: 0, refused: 1 };
  expect(presentProgress(counts, { seconds: 60, fraction: 0.89 }).length).toBeLessThan(80 - '  600 s'.length);
});

test('a refusal names line, member and rule, and moves no cursor', () => {
  expect(presentRefusal('line 7', { field: 'email', rule: 'is required' })).toBe(
    'line 7: email: is required',
  );
  expect(presentRefusal('line 7', { field: '', rule: 'must be JSON' })).toBe('line 7: must be JSON');
  expect(presentRefusal('document 7', { field: 'a\u001b[2J', rule: 'is not known here' })).toBe(
    'document 7: "a\\u001b[2J": is not known here',
  );
});

test('the outcome says what was left out, who has no password, what refusals wait for, and how many came in', () => {
  const counts = {
    ...COUNTS,
    withoutHash: 2,
    leftOut: new Map([
      ['picture', 3],
      ['a\n', 1],
    ]),
  };
  expect(presentOutcome({ counts, dryRun: true, floorMs: 90 })).toEqual([
    'dry run: nothing was written',
    'left out: picture (3), "a\\n" (1)',
    'without a hash: 2, who need a reset before they sign in by a password',
    'refused logins take 90 ms at least while hashes of other kinds are left',
    '4000 read: 3000 imported, 900 there already, 100 refused',
  ]);
  expect(presentOutcome({ counts: COUNTS, dryRun: false, floorMs: 0 })).toHaveLength(1);
});
