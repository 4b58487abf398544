// Acts on accounts that meet, freeze and die between any two of their requests: every schedule of two.
import { describe, expect, test } from '@jest/globals';
import { ACTS, type ActName } from './acts.ts';
import { memoryTable } from './memory-table.ts';
import { play, type Schedule } from './schedules.ts';
import { createDynamoUserStore } from './user-store.ts';

const names = Object.keys(ACTS) as readonly ActName[];

const playOne = (schedule: Schedule) => {
  const table = memoryTable();
  return play({ table, users: createDynamoUserStore({ run: (work) => work(table) }) }, schedule);
};

/** Frozen before each request that the first act has, while the second lives or dies before each that it has. */
const playAll = async (of: Omit<Schedule, 'frozenAt' | 'diesAt'>): Promise<readonly string[]> => {
  const faults: string[] = [];
  for (let frozenAt = 0, froze = true; froze; frozenAt += 1) {
    const alive = await playOne({ ...of, frozenAt, diesAt: null });
    faults.push(...alive.faults);
    froze = alive.froze;
    for (let diesAt = 0, died = true; died; diesAt += 1) {
      const mortal = await playOne({ ...of, frozenAt, diesAt });
      faults.push(...mortal.faults);
      died = mortal.died;
    }
  }
  return faults;
};

describe.each([
  ['is free', true],
  ['is taken', false],
])('an email that %s', (_what, isFree) => {
  test.each(names)('is one account’s, whatever meets %s that is frozen at any request', async (first) => {
    for (const second of names) expect(await playAll({ isFree, first, second })).toEqual([]);
  });
});
