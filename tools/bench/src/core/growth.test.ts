import { expect, test } from '@jest/globals';
import type { Candidate } from './candidate.ts';
import { curveOf, verdictOf } from './growth.ts';

const candidate = (name: string): Candidate<never> => ({ name, role: 'ours', run: () => undefined });
const [one, many] = [candidate('1'), candidate('50')];
const steps = [
  { x: 1, candidate: one },
  { x: 50, candidate: many },
];
const samples = new Map([
  [one, [1000, 2000, 3000]],
  [many, [4000]],
]);
const named = { id: 'c', title: 'c', of: 'keys' };

test('a curve has the median of each size, in its unit', () => {
  expect(curveOf({ ...named, unit: 'µs' }, steps, samples).points).toEqual([
    { x: 1, median: 2000 },
    { x: 50, median: 4000 },
  ]);
  expect(curveOf({ ...named, unit: 'ms' }, steps, samples).points[1]?.median).toBe(4);
});

test.each([
  [[10, 12], undefined, 'flat'],
  [[10, 20], undefined, '2.0 ×'],
  [[10, 5], undefined, 'flat'],
  [[10, 20], 'more is read', '2.0 ×: more is read'],
])('a curve from %j is told as it is', ([first = 0, last = 0], why, verdict) => {
  const points = [
    { x: 1, median: first },
    { x: 50, median: last },
  ];
  expect(verdictOf({ points, ...(why !== undefined && { why }) })).toBe(verdict);
});
