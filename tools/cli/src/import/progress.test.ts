import { expect, test } from '@jest/globals';
import { createProgress } from './progress.ts';
import { presentOutcome, presentRefusal } from './report.ts';

const COUNTS = { read: 4000, inserted: 3000, there: 900, refused: 100, leftOut: new Map<string, number>() };

const createSubject = (isTerminal: boolean, fraction: number | null = 0.509) => {
  let nowMs = 0;
  let written = '';
  const screen = { isTerminal, write: (text: string) => void (written += text), now: () => nowMs };
  const progress = createProgress(screen, () => fraction);
  return {
    progress,
    tellAt: (ms: number): string => {
      [nowMs, written] = [ms, ''];
      progress.tell(COUNTS);
      return written;
    },
    taken: () => written,
  };
};

const LINE = '50 %, 4000 read, 3000 imported, 900 there already, 100 refused';

test('on a terminal one line is written over, and goes before another line comes', () => {
  const { progress, tellAt, taken } = createSubject(true);
  expect(tellAt(199)).toBe('');
  expect(tellAt(200)).toBe(`\r\x1b[K${LINE}, 20000 a second`);
  expect(tellAt(399)).toBe('');
  expect(tellAt(400)).toBe(`\r\x1b[K${LINE}, 10000 a second`);
  progress.clear();
  expect(taken()).toBe(`\r\x1b[K${LINE}, 10000 a second\r\x1b[K`);
});

test('elsewhere a line comes now and then', () => {
  const { progress, tellAt, taken } = createSubject(false, null);
  expect(tellAt(9_999)).toBe('');
  expect(tellAt(10_000)).toBe(`${LINE.slice('50 %, '.length)}, 400 a second\n`);
  expect(tellAt(19_999)).toBe('');
  progress.clear();
  expect(taken()).toBe('');
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

test('the outcome says what was left out, what refusals wait for, and how many came in', () => {
  const counts = {
    ...COUNTS,
    leftOut: new Map([
      ['picture', 3],
      ['a\n', 1],
    ]),
  };
  expect(presentOutcome({ counts, dryRun: true, floorMs: 90 })).toEqual([
    'dry run: nothing was written',
    'left out: picture (3), "a\\n" (1)',
    'refused logins take 90 ms at least while hashes of other kinds are left',
    '4000 read: 3000 imported, 900 there already, 100 refused',
  ]);
  expect(presentOutcome({ counts: COUNTS, dryRun: false, floorMs: 0 })).toHaveLength(1);
});
