import { createSecretKey, randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  CHALLENGE_SECONDS,
  digestOfChallenge,
  endOfSealed,
  endOfUse,
  newChallenge,
  sealedChallenge,
} from './challenge.ts';

const key = createSecretKey(randomBytes(32));
const now = new Date('2026-03-01T12:00:00.000Z');
const after = (ms: number): Date => new Date(now.getTime() + ms);
const LIFE_MS = CHALLENGE_SECONDS * 1000;

test('a challenge has 256 random bits, and a store keeps none of them', () => {
  const challenge = newChallenge(randomBytes);
  expect(challenge).toMatch(/^[\w-]{43}$/);
  expect(newChallenge(randomBytes)).not.toBe(challenge);
  expect(digestOfChallenge(challenge)).toMatch(/^[\w-]{43}$/);
  expect(digestOfChallenge(challenge)).not.toBe(challenge);
});

describe('a sealed challenge', () => {
  const sealed = () => sealedChallenge(key, { now, random: randomBytes });

  test('says its end to whoever has the key, until then', () => {
    const challenge = sealed();
    expect(endOfSealed(key, challenge, now)).toEqual(after(LIFE_MS));
    expect(endOfSealed(key, challenge, after(LIFE_MS - 1))).toEqual(after(LIFE_MS));
    expect(endOfSealed(key, challenge, after(LIFE_MS))).toBeNull();
  });

  test('is another each time, and none of another key', () => {
    expect(sealed()).not.toBe(sealed());
    expect(endOfSealed(createSecretKey(randomBytes(32)), sealed(), now)).toBeNull();
  });

  test('has one text: with any character changed, left out or added it is none', () => {
    const challenge = sealed();
    const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/= ';
    fc.assert(
      fc.property(
        fc.nat(challenge.length),
        fc.nat(2),
        fc.constantFrom(...ALPHABET),
        (at, length, character) => {
          const other =
            challenge.slice(0, at) +
            character.repeat(length > 1 ? 1 : length) +
            challenge.slice(at + (length === 2 ? 0 : 1));
          if (other !== challenge) expect([other, endOfSealed(key, other, now)]).toEqual([other, null]);
        },
      ),
      { numRuns: 2_000 },
    );
    for (const text of ['', 'x', challenge.slice(0, 43), `${challenge}=`])
      expect(endOfSealed(key, text, now)).toBeNull();
  });

  test('is forgotten as used only when it has long ended', () => {
    const end = endOfSealed(key, sealed(), now);
    expect(endOfUse(end!).getTime()).toBe(end!.getTime() + LIFE_MS);
  });
});
