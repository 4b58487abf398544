import { expect, test } from '@jest/globals';
import type { Candidate } from './candidate.ts';
import { rowOf } from './row-of.ts';

const candidate = (name: string, role: Candidate<never>['role']): Candidate<never> => ({
  ...{ name, role, run: () => undefined },
});
const [floor, ours, again] = [
  candidate('floor', 'floor'),
  candidate('Gatehouse', 'ours'),
  candidate('again', 'floor'),
];
const samples = new Map([
  [floor, [1000, 1000, 1000]],
  [ours, [1500, 1500, 9000]],
  [again, [1100, 1100, 1100]],
]);

test('a row has medians in its unit and ratios to the floor, and the second floor as noise alone', () => {
  const row = rowOf(samples, { id: 'x', title: 'x', unit: 'ms', again });
  expect(row).toMatchObject({ base: 'floor', rounds: 3, noise: expect.closeTo(0.1) });
  expect(row.entries).toEqual([
    { name: 'floor', role: 'floor', versions: [], median: 1, ratio: 1 },
    { name: 'Gatehouse', role: 'ours', versions: [], median: 1.5, ratio: 1.5 },
  ]);
});

test('a row without a floor has no ratios', () => {
  const row = rowOf(new Map([[ours, [3]]]), { id: 'x', title: 'x' });
  expect(row).toMatchObject({ base: null, noise: null, entries: [{ median: 3, ratio: null }] });
});
