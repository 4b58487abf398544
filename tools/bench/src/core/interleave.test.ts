import { expect, test } from '@jest/globals';
import type { Candidate } from './candidate.ts';
import { inRounds, interleave } from './interleave.ts';

/** Two candidates that say when they are called, and a clock that each of their items moves. */
const recorded = () => {
  const calls: string[] = [];
  let time = 0;
  const candidate = (name: string, microseconds: number): Candidate<number> => ({
    name,
    role: 'peer',
    run: (items) => {
      calls.push(`${name} ${items.join('')}`);
      time += microseconds * items.length;
    },
  });
  return { calls, candidates: [candidate('a', 2), candidate('b', 5)], now: () => time };
};

test('every candidate has the items of every round, and another one begins each time', async () => {
  const { calls, candidates, now } = recorded();
  await interleave(candidates, { rounds: inRounds([1, 2, 3, 4], 2), warmUp: 0, now });
  expect(calls).toEqual(['a 12', 'b 12', 'b 34', 'a 34']);
});

test('samples are of one item each, and the rounds that warm up are not among them', async () => {
  const { candidates, now } = recorded();
  const samples = await interleave(candidates, { rounds: inRounds([1, 2, 3, 4, 5, 6], 2), warmUp: 1, now });
  expect([...samples.values()]).toEqual([
    [2, 2],
    [5, 5],
  ]);
});

test('a round that is not full is none', () => {
  expect(inRounds([1, 2, 3], 2)).toEqual([[1, 2]]);
});
