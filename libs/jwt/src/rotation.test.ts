import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { KeyError } from './errors.ts';
import { generateKey } from './generate-key.ts';
import type { PrivateJwk } from './jwk.ts';
import type { PrivateKeySet } from './private-keys.ts';
import { addKey, listKeys, promoteKey, retireKey } from './rotation.ts';
import { NOW } from './testing/fixtures.ts';

let a: PrivateJwk;
let b: PrivateJwk;
let c: PrivateJwk;

beforeAll(async () => {
  [a, b, c] = await Promise.all([generateKey('ES256'), generateKey('EdDSA'), generateKey('ES256')]);
});

const MAX_AGE = { maxAgeSeconds: 300 };
const WAIT = { waitSeconds: 365 };
const later = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);
const statesOf = (set: PrivateKeySet) => listKeys(set).map(({ kid, state }) => [nameOf(kid), state]);
const nameOf = (kid: string): string => (kid === a.kid ? 'a' : kid === b.kid ? 'b' : 'c');
const codeOf = (action: () => unknown): unknown => {
  try {
    action();
    return undefined;
  } catch (error) {
    return (error as KeyError).code;
  }
};

describe('a rotation', () => {
  test('goes from one key to the next without a moment in which a token cannot be verified', () => {
    const first = addKey({ keys: [] }, a, NOW);
    expect(statesOf(first)).toEqual([['a', 'signing']]);

    const published = addKey(first, b, later(1000));
    expect(statesOf(published)).toEqual([
      ['a', 'signing'],
      ['b', 'published'],
    ]);

    const promoted = promoteKey(published, b.kid, later(1300), MAX_AGE);
    expect(statesOf(promoted)).toEqual([
      ['b', 'signing'],
      ['a', 'superseded'],
    ]);

    const retired = retireKey(promoted, a.kid, later(1665), WAIT);
    expect(statesOf(retired)).toEqual([['b', 'signing']]);
  });

  test('can be undone while both keys stand', () => {
    const both = addKey(addKey({ keys: [] }, a, NOW), b, NOW);
    const forth = promoteKey(both, b.kid, later(300), MAX_AGE);
    const back = promoteKey(forth, a.kid, later(301), MAX_AGE);
    expect(statesOf(back)).toEqual([
      ['a', 'signing'],
      ['b', 'superseded'],
    ]);
    expect(listKeys(back).map(({ supersededAt }) => supersededAt)).toEqual([null, whole(later(301))]);
  });

  test('changes no set that it is given', () => {
    const both = Object.freeze({
      keys: Object.freeze([...addKey(addKey({ keys: [] }, a, NOW), b, NOW).keys]),
    });
    both.keys.forEach(Object.freeze);
    const before = structuredClone(both);
    promoteKey(both, b.kid, later(300), MAX_AGE);
    retireKey(both, b.kid, later(300), WAIT);
    addKey(both, c, NOW);
    expect(both).toEqual(before);
  });
});

describe('addKey', () => {
  test('refuses a key that is there', () => {
    const set = addKey({ keys: [] }, a, NOW);
    expect(() => addKey(set, a, NOW)).toThrow(new KeyError('kid_duplicate', 'the key is in the set'));
  });
});

describe('promoteKey', () => {
  test('refuses until every cache of the published set can have the key, and says how long', () => {
    const set = addKey(addKey({ keys: [] }, a, NOW), b, NOW);
    expect(() => promoteKey(set, b.kid, later(299), MAX_AGE)).toThrow(
      expect.objectContaining({
        code: 'key_too_new',
        remainingSeconds: 1,
        message: 'key_too_new: wait another 1 seconds',
      }),
    );
    expect(codeOf(() => promoteKey(set, b.kid, NOW, MAX_AGE))).toBe('key_too_new');
    expect(codeOf(() => promoteKey(set, b.kid, later(300), MAX_AGE))).toBeUndefined();
    expect(statesOf(promoteKey(set, b.kid, NOW, { ...MAX_AGE, force: true }))[0]).toEqual(['b', 'signing']);
  });

  test('waits longer, and never less, when the clock was set back', () => {
    const set = addKey(addKey({ keys: [] }, a, NOW), b, NOW);
    expect(() => promoteKey(set, b.kid, later(-3600), MAX_AGE)).toThrow(
      expect.objectContaining({ code: 'key_too_new', remainingSeconds: 3900 }),
    );
  });

  test('waits the whole time for a key that does not say when it was published', () => {
    const set = { keys: [a, b] };
    expect(() => promoteKey(set, b.kid, NOW, MAX_AGE)).toThrow(
      expect.objectContaining({ code: 'key_too_new', remainingSeconds: 300 }),
    );
  });

  test('leaves the order of the others', () => {
    const set = [a, b, c].reduce<PrivateKeySet>((keys, key) => addKey(keys, key, NOW), { keys: [] });
    expect(statesOf(promoteKey(set, c.kid, later(300), MAX_AGE))).toEqual([
      ['c', 'signing'],
      ['a', 'superseded'],
      ['b', 'published'],
    ]);
  });

  test('changes nothing for the key that signs', () => {
    const set = addKey({ keys: [] }, a, NOW);
    expect(promoteKey(set, a.kid, NOW, MAX_AGE)).toBe(set);
  });

  test('refuses a key that is not there', () => {
    expect(() => promoteKey({ keys: [a] }, b.kid, NOW, MAX_AGE)).toThrow(
      new KeyError('key_not_found', 'no key of the set has this kid'),
    );
  });
});

describe('retireKey', () => {
  const rotated = (): PrivateKeySet =>
    promoteKey(addKey(addKey({ keys: [] }, a, NOW), b, NOW), b.kid, later(300), MAX_AGE);

  test('refuses until the last token of the key is dead, and says how long', () => {
    expect(() => retireKey(rotated(), a.kid, later(300 + 364), WAIT)).toThrow(
      expect.objectContaining({ code: 'key_still_needed', remainingSeconds: 1 }),
    );
    expect(retireKey(rotated(), a.kid, later(300 + 365), WAIT).keys).toHaveLength(1);
  });

  test('goes at once in an incident', () => {
    expect(statesOf(retireKey(rotated(), a.kid, later(300), { ...WAIT, force: true }))).toEqual([
      ['b', 'signing'],
    ]);
  });

  test('never takes the key that signs', () => {
    const force = { ...WAIT, force: true };
    expect(() => retireKey(rotated(), b.kid, later(9999), force)).toThrow(
      new KeyError('key_signing', 'promote another key first'),
    );
  });

  test('lets a key go at once that never signed', () => {
    const set = addKey(addKey({ keys: [] }, a, NOW), b, NOW);
    expect(statesOf(retireKey(set, b.kid, NOW, WAIT))).toEqual([['a', 'signing']]);
  });

  test('waits the whole time for a key that does not say whether it signed', () => {
    expect(() => retireKey({ keys: [a, b] }, b.kid, NOW, WAIT)).toThrow(
      expect.objectContaining({ code: 'key_still_needed', remainingSeconds: 365 }),
    );
    const [signed] = addKey({ keys: [] }, b, NOW).keys;
    expect(codeOf(() => retireKey({ keys: [a, signed ?? b] }, b.kid, later(9999), WAIT))).toBe(
      'key_still_needed',
    );
  });

  test('refuses a key that is not there', () => {
    expect(codeOf(() => retireKey({ keys: [a] }, b.kid, NOW, WAIT))).toBe('key_not_found');
  });
});

test('the list shows nothing secret', () => {
  expect(listKeys(addKey({ keys: [a] }, b, NOW))).toEqual([
    { kid: a.kid, alg: 'ES256', state: 'signing', publishedAt: null, supersededAt: null },
    { kid: b.kid, alg: 'EdDSA', state: 'published', publishedAt: whole(NOW), supersededAt: null },
  ]);
});

test('whatever the steps, a token of a key is never orphaned before its time', () => {
  const step = fc.record({
    action: fc.constantFrom('add', 'promote', 'retire'),
    key: fc.nat({ max: 2 }),
    after: fc.nat({ max: 400 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      let set = addKey({ keys: [] }, a, NOW);
      let seconds = 0;
      const lastSigned = new Map<string, number>();
      for (const { action, key, after } of steps) {
        lastSigned.set(set.keys[0]?.kid ?? '', (seconds += after));
        const jwk = [a, b, c][key] ?? a;
        set = attempt(set, () => {
          if (action === 'add') return addKey(set, jwk, later(seconds));
          if (action === 'promote') return promoteKey(set, jwk.kid, later(seconds), MAX_AGE);
          return retireKey(set, jwk.kid, later(seconds), WAIT);
        });
        const verifiable = new Set(set.keys.map(({ kid }) => kid));
        const alive = [...lastSigned].filter(([, at]) => at + WAIT.waitSeconds > seconds);
        expect(alive.every(([kid]) => verifiable.has(kid))).toBe(true);
      }
    }),
  );
});

const attempt = (set: PrivateKeySet, step: () => PrivateKeySet): PrivateKeySet => {
  try {
    return step();
  } catch (error) {
    expect(error).toBeInstanceOf(KeyError);
    return set;
  }
};

const whole = (time: Date): Date => new Date(Math.floor(time.getTime() / 1000) * 1000);
