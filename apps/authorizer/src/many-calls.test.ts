// What a call costs in work that can be counted, and that calls do not get in each other's way.
import { describe, expect, test } from '@jest/globals';
import type { KeySource } from '@gatehouse/jwt';
import { TokenMemory } from '@gatehouse/jwt';
import { createLogger } from '@gatehouse/log';
import type { AuthorizeDeps } from './authorize.ts';
import { createHandler } from './create-handler.ts';
import { httpApiEvent, makeIssuer, NOW, requestEvent, tokenEvent } from './testing.ts';

const { issue, deps } = await makeIssuer();
const quiet = createLogger({ level: 'ERROR', service: 'authorizer', write: () => undefined });

const authorizerWith = (given: Partial<AuthorizeDeps> = {}) => {
  const counted = countingKeys(deps.keys);
  const all = { ...deps, memory: new TokenMemory(), ...given, keys: counted.keys };
  return { ...counted, handler: createHandler(() => all, quiet) };
};

const countingKeys = (source: KeySource) => {
  const count = { verifications: 0 };
  const known = new Map<unknown, Awaited<ReturnType<KeySource['find']>>>();
  const keys: KeySource = {
    find: async (kid) => {
      const key = await source.find(kid);
      if (key === undefined || known.has(key)) return known.get(key);
      known.set(key, { ...key, verifies: (...one) => ((count.verifications += 1), key.verifies(...one)) });
      return known.get(key);
    },
  };
  return { keys, count };
};

const bearer = (token: string): string => `Bearer ${token}`;

describe('a call', () => {
  test('with a token that was not seen before makes exactly one verification, with one that was, none', async () => {
    const { handler, count } = authorizerWith();
    const token = bearer(await issue());
    const first = await handler(tokenEvent(token));
    expect(count.verifications).toBe(1);
    expect(await handler(tokenEvent(token))).toEqual(first);
    await handler(requestEvent({ authorization: token }, 'POST/auth/password'));
    expect(count.verifications).toBe(1);
    await handler(tokenEvent(bearer(await issue())));
    expect(count.verifications).toBe(2);
  });

  test('with a token that is no longer good is refused, seen before or not', async () => {
    let now = NOW;
    let stands = true;
    const { handler } = authorizerWith({ now: () => now, sessionStands: async () => stands });
    const event = tokenEvent(bearer(await issue()));
    await handler(event);
    stands = false;
    await expect(handler(event)).rejects.toThrow(/^Unauthorized$/);
    stands = true;
    await handler(event);
    now = new Date(NOW.getTime() + 300_000);
    await expect(handler(event)).rejects.toThrow(/^Unauthorized$/);
  });

  test('without a good token costs one verification each time, and leaves nothing behind', async () => {
    const { handler, count } = authorizerWith();
    const [header, payload] = (await issue()).split('.');
    const forged = `${header}.${payload}.${'A'.repeat(86)}`;
    for (let call = 0; call < 3; call += 1)
      await expect(handler(tokenEvent(bearer(forged)))).rejects.toThrow(/^Unauthorized$/);
    expect(count.verifications).toBe(3);
  });
});

test('64 calls at once have the same answers as one after the other', async () => {
  const events = await Promise.all(
    Array.from({ length: 256 }, async (_, index) => {
      const roles = [['user'], ['user', 'admin'], []][index % 3];
      const token = index % 7 === 6 ? `${await issue()}x` : await issue(`account-${index % 5}`, roles);
      const method = ['GET/users/me', 'GET/users', 'POST/auth/password', 'GET/orders/1'][index % 4];
      return index % 2 === 0
        ? tokenEvent(bearer(token), method)
        : httpApiEvent({ authorization: bearer(token) }, method);
    }),
  );
  const outcomeOf = (answer: Promise<unknown>): Promise<unknown> => answer.catch(String);
  const oneByOne: unknown[] = [];
  const { handler: patient } = authorizerWith();
  for (const event of events) oneByOne.push(await outcomeOf(patient(event)));

  const { handler: crowded } = authorizerWith({
    sessionStands: () => new Promise((done) => setImmediate(done, true)),
  });
  for (let from = 0; from < events.length; from += 64) {
    const batch = events.slice(from, from + 64);
    for (let round = 0; round < 2; round += 1)
      expect(await Promise.all(batch.map((event) => outcomeOf(crowded(event))))).toEqual(
        oneByOne.slice(from, from + 64),
      );
  }
  expect(new Set(oneByOne.map((outcome) => JSON.stringify(outcome))).size).toBeGreaterThan(20);
});
