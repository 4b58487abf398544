import { expect, test } from '@jest/globals';
import { growthOf } from './growth.ts';

const at = (heapMiB: number, residentMiB: number) => ({ heapMiB, residentMiB });

test.each([
  ['loads what it needs at first', [at(10, 300), at(60, 900), at(61, 950)], undefined],
  ['keeps what it has answered', [at(10, 300), at(20, 400), at(40, 420)], /20\.0 MiB of heap/],
  ['has apps that do', [at(10, 300), at(20, 400), at(20, 600)], /200 MiB of resident/],
  ['is not measured', [at(10, 300)], /not measured/],
])('a gateway that %s', (_what, memory, expected) => {
  if (expected === undefined) expect(growthOf(memory)).toBeUndefined();
  else expect(growthOf(memory)).toMatch(expected);
});
