// The part of the contract that counters are held to.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import type { CounterStore } from '../ports.ts';
import { randomId } from './samples.ts';
import type { OpenSubject } from './subject.ts';
import { atOnce, useMigrated } from './subject.ts';

const MINUTE = 60;

export const describeCounterStore = (open: OpenSubject): void => {
  const subject = useMigrated(open);
  const counters = (): CounterStore => subject().database.counters;

  test('of 50 counts at once through two handles each is counted', async () => {
    const key = randomId();
    const other = subject().reopen();
    try {
      const counted = await atOnce(50, (index) =>
        (index % 2 ? other.counters : counters()).add(key, 1, MINUTE),
      );
      expect(counted.map(({ count }) => count).sort((one, two) => one - two)).toEqual(
        Array.from({ length: 50 }, (_, index) => index + 1),
      );
      expect((await other.counters.find(key))?.count).toBe(50);
    } finally {
      await other.close();
    }
  });

  test('a window has its whole time at its first count, and no more by those behind', async () => {
    const key = randomId();
    expect(await counters().find(key)).toBeNull();
    const first = await counters().add(key, 1, MINUTE);
    expect(first.count).toBe(1);
    expect(first.msLeft).toBeGreaterThan(0);
    expect(first.msLeft).toBeLessThanOrEqual(MINUTE * 1000);
    const second = await counters().add(key, 1, 10 * MINUTE);
    expect(second.count).toBe(2);
    expect(second.msLeft).toBeLessThanOrEqual(MINUTE * 1000);
  });

  test('what is taken back is not counted', async () => {
    const key = randomId();
    await counters().add(key, 1, MINUTE);
    await counters().add(key, 1, MINUTE);
    expect((await counters().add(key, -1, MINUTE)).count).toBe(1);
  });

  test('a window that is over begins anew', async () => {
    const key = randomId();
    await counters().add(key, 5, 1);
    await sleep(1100);
    expect(await counters().find(key)).toBeNull();
    expect((await counters().add(key, 1, MINUTE)).count).toBe(1);
  });

  test('a window that is restarted counts one, for its whole time', async () => {
    const key = randomId();
    await counters().add(key, 7, MINUTE);
    await counters().restart(key, 60 * MINUTE);
    const found = await counters().find(key);
    expect(found?.count).toBe(1);
    expect(found?.msLeft).toBeGreaterThan(MINUTE * 1000);
  });

  test('a key that is no string reaches no query', async () => {
    const odd = { $ne: null } as unknown as string;
    await expect(counters().add(odd, 1, MINUTE)).rejects.toThrow(TypeError);
    await expect(counters().restart(odd, MINUTE)).rejects.toThrow(TypeError);
    await expect(counters().find(odd)).rejects.toThrow(TypeError);
  });
};
