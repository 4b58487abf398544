// That somebody gets through when many admins take each other away at once, however slow the store is: played in time that passes
// only when all wait, so that it is the same on every machine.
import { describe, expect, test } from '@jest/globals';
import type { Account } from '@gatehouse/db';
import { codeOf } from './testing.ts';
import { pauseMsFor } from '../until-won.ts';
import { leavingAnAdmin, type LastAdminDeps } from './last-admin.ts';

/** Sleepers by when they wake. */
const newTime = () => {
  let nowMs = 0;
  const sleepers: { readonly atMs: number; readonly wake: () => void }[] = [];
  return {
    now: () => nowMs,
    sleep: (ms: number) =>
      new Promise<void>((wake) => {
        sleepers.push({ atMs: nowMs + ms, wake });
      }),
    /** Lets time pass until nobody sleeps. */
    pass: async () => {
      for (await settled(); sleepers.length > 0; await settled()) {
        sleepers.sort((one, other) => other.atMs - one.atMs);
        const next = sleepers.pop()!;
        nowMs = next.atMs;
        next.wake();
      }
    },
  };
};

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The same numbers for the same seed. */
const randomFrom = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

/** When the first of `many` was through who took away one of two admins, in milliseconds, on a store of that latency. */
const firstThroughMs = async (many: number, latencyMs: number, seed: number): Promise<number> => {
  const time = newTime();
  const random = randomFrom(seed);
  const admins = new Map(['ada', 'eve'].map((id) => [id, { id, vouches: 0, standing: true }]));
  const call = async <T>(act: () => T): Promise<T> => {
    await time.sleep(latencyMs * (0.5 + random() / 2));
    const done = act();
    await time.sleep(latencyMs * (random() / 2));
    return done;
  };
  const users: LastAdminDeps['users'] = {
    findById: (id) =>
      call(() => {
        const { vouches, standing } = admins.get(id)!;
        return { id, vouches, roles: standing ? ['admin'] : [], disabled: false } as unknown as Account;
      }),
    vouch: (exceptId) =>
      call(() => {
        const other = [...admins.values()].find(({ id, standing }) => id !== exceptId && standing);
        if (other) other.vouches += 1;
        return other !== undefined;
      }),
  };
  let firstMs = Infinity;
  const takeAway = (id: string) =>
    leavingAnAdmin({ users, pause: (attempt) => time.sleep(pauseMsFor(attempt, random)) }, id, (read) =>
      call(() => {
        const admin = admins.get(id)!;
        if (admin.vouches !== read.vouches) return null;
        admin.standing = false;
        firstMs = Math.min(firstMs, time.now());
        return true;
      }),
    );
  const acts = Array.from({ length: many }, (_, index) => codeOf(takeAway(index % 2 === 0 ? 'ada' : 'eve')));
  await time.pass();
  await Promise.all(acts);
  expect([...admins.values()].filter(({ standing }) => standing)).toHaveLength(1);
  return firstMs;
};

/** What a request has for all its calls. */
const REQUEST_MS = 5000;

describe.each([1, 10, 40])('on a store that takes up to %i ms for a call', (latencyMs) => {
  test.each([2, 8, 40])(
    'one of %i at once is through before their time is over, and no second',
    async (many) => {
      const times: number[] = [];
      for (let seed = 1; seed <= 5; seed += 1) times.push(await firstThroughMs(many, latencyMs, seed));
      expect(Math.max(...times)).toBeLessThan(REQUEST_MS);
    },
  );
});
