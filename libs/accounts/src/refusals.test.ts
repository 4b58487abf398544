import { describe, expect, test } from '@jest/globals';
import { GatehouseError } from '@gatehouse/errors';
import { codeOf } from '@gatehouse/errors/testing';
import { createRefusals } from './index.ts';

/** Refusals by a clock that attempts and waits move, over values that the test sets. */
const createSubject = (stored: Record<string, string> = {}, leastMs?: number) => {
  const clock = { ms: 1_000_000 };
  const asked: string[] = [];
  const values = {
    find: async (name: string): Promise<string | null> => (asked.push(name), stored[name] ?? null),
  };
  const refusals = createRefusals({
    values: async () => values,
    ...(leastMs !== undefined && { leastMs }),
    now: () => clock.ms,
    wait: async (ms) => void (clock.ms += ms),
  });
  /** How long an attempt took that does so much work and ends so. */
  const take = async (workMs: number, outcome: Error | 'tokens' = refused): Promise<number> => {
    const began = clock.ms;
    const attempt = async (): Promise<string> => {
      clock.ms += workMs;
      if (outcome instanceof Error) throw outcome;
      return outcome;
    };
    const code = await codeOf(refusals.evenly(attempt));
    expect(code).toBe((outcome as { code?: string }).code);
    return clock.ms - began;
  };
  return { asked, clock, stored, take };
};

const refused = new GatehouseError('invalid_credentials');
const floored = { imported_hashes: '3', refusal_floor_ms: '400' };

describe('a refused login', () => {
  test('takes as long as the floor says, whatever its work was', async () => {
    const { take } = createSubject(floored);
    expect([await take(30), await take(390), await take(0), await take(400)]).toEqual([400, 400, 400, 400]);
  });

  test('that took longer is not kept', async () => {
    expect(await createSubject(floored).take(401)).toBe(401);
  });

  test.each([
    ['there is no imported hash', { refusal_floor_ms: '400' }],
    ['the last imported hash is gone', { ...floored, imported_hashes: '0' }],
    ['there is no floor', { imported_hashes: '3' }],
    ['the floor is none', { ...floored, refusal_floor_ms: '-1' }],
    ['the floor cannot be read', { ...floored, refusal_floor_ms: 'soon' }],
    ['the count cannot be read', { ...floored, imported_hashes: 'some' }],
  ])('does not wait where %s', async (_where, stored) => {
    expect(await createSubject(stored).take(30)).toBe(30);
  });

  test('takes the longer of what the store says and what it takes at least', async () => {
    expect(await createSubject({}, 2000).take(30)).toBe(2000);
    expect(await createSubject(floored, 2000).take(1990)).toBe(2000);
    expect(await createSubject(floored, 300).take(30)).toBe(400);
    expect(await createSubject({ ...floored, refusal_floor_ms: '3000' }, 2000).take(30)).toBe(3000);
  });

  test('can ask how long it has taken', async () => {
    const clock = { ms: 5 };
    const refusals = createRefusals({
      values: async () => ({ find: async () => null }),
      now: () => clock.ms,
    });
    const attempt = async (elapsedMs: () => number) => {
      clock.ms += 70;
      return elapsedMs();
    };
    expect(await refusals.evenly(attempt)).toBe(70);
  });

  test('never waits beyond five seconds', async () => {
    expect(await createSubject({ ...floored, refusal_floor_ms: '86400000' }).take(30)).toBe(4500);
  });

  test('asks the store once in ten seconds, and believes it so long', async () => {
    const { asked, clock, stored, take } = createSubject({ ...floored });
    await take(30);
    await take(30);
    expect(asked).toEqual(['imported_hashes', 'refusal_floor_ms']);
    stored['imported_hashes'] = '0';
    clock.ms += 8_000;
    expect(await take(30)).toBe(400);
    clock.ms += 2_000;
    expect(await take(30)).toBe(30);
    expect(asked.slice(2)).toEqual(['imported_hashes']);
  });
});

test.each<[string, Error | 'tokens']>([
  ['granted', 'tokens'],
  ['refused for its number', new GatehouseError('too_many_attempts')],
  ['not answered by the store', new GatehouseError('store_unavailable')],
  ['ended by a fault', new Error('a fault')],
])('a login that is %s neither waits nor asks for the floor', async (_how, outcome) => {
  const { asked, take } = createSubject(floored);
  expect(await take(30, outcome)).toBe(30);
  expect(asked).toEqual([]);
});

test('the process’s own clock and timer serve', async () => {
  const values = { find: async (name: string) => (name === 'imported_hashes' ? '1' : '20') };
  const refusals = createRefusals({ values: async () => values });
  const began = performance.now();
  expect(await codeOf(refusals.evenly(() => Promise.reject(refused)))).toBe('invalid_credentials');
  // A timer may fire a moment before its time.
  expect(performance.now() - began).toBeGreaterThan(15);
});
