// Project Wycheproof's public vectors, read from the folder that VECTORS_DIR names; the project carries no copy.
import { describe, expect, test } from '@jest/globals';
import { leaveOut } from '@gatehouse/test-support';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isKeyPairAlgorithm, SIGNING_ALGORITHMS } from './algorithms.ts';
import { KeyError, TokenError } from './errors.ts';
import type { KeySource } from './key-source.ts';
import { parsePublicJwks } from './public-keys.ts';
import { secretKeyOf } from './secret-key.ts';
import { verifyCompact } from './verify-compact.ts';

interface Jwk {
  readonly kty: string;
  readonly alg?: string;
  readonly kid?: string;
  readonly k?: string;
}

interface Case {
  readonly tcId: number;
  readonly comment: string;
  readonly jws: string;
  readonly result: 'valid' | 'invalid';
}

interface Group<Keys> {
  readonly comment: string;
  readonly public?: Keys;
  readonly private: Keys;
  readonly tests: readonly Case[];
}

interface JwkSet {
  readonly keys: readonly Jwk[];
}

const folder = process.env['VECTORS_DIR'];

const readGroups = <Keys>(file: string): readonly Group<Keys>[] =>
  (JSON.parse(readFileSync(join(folder ?? '', file), 'utf8')) as { testGroups: Group<Keys>[] }).testGroups;

/** A secret is a value of its own here and never part of a set. */
const sourceOf = async ({ keys }: JwkSet): Promise<KeySource> => {
  const [first] = keys;
  if (keys.length === 1 && first?.kty === 'oct' && first.alg === 'HS256')
    return secretKeyOf(Buffer.from(first.k ?? '', 'base64url'), first.kid);
  return parsePublicJwks(JSON.stringify({ keys }));
};

/** Our verdict, with the reason; only the two errors that the library throws on purpose count as a refusal. */
const judge = async (set: JwkSet, jws: string): Promise<string> => {
  try {
    await verifyCompact(jws, await sourceOf(set), { algorithms: SIGNING_ALGORITHMS });
    return 'valid';
  } catch (error) {
    if (error instanceof TokenError || error instanceof KeyError) return 'invalid';
    throw error;
  }
};

const isOurs = ({ keys }: JwkSet): boolean =>
  keys.every(({ alg }) => alg === undefined || alg === 'HS256' || isKeyPairAlgorithm(alg));

/** Every case, with the verdict that is right for us: a token of an algorithm that is not ours is never accepted. */
const expectedOf = (set: JwkSet, { result }: Case): string => (isOurs(set) ? result : 'invalid');

const describeSignatures = (): void => {
  const cases = readGroups<Jwk>('json_web_signature_test.json').flatMap((group) =>
    group.tests.map((one) => ({
      ...one,
      group: group.comment,
      set: { keys: [group.public ?? group.private] },
    })),
  );
  // 346, 347, 350, 351: the key says one algorithm and the token another. 367, 370: the same bytes as a valid one.
  // 372, 373: called valid with a character in them that is no base64url.
  const leftOut = [346, 347, 350, 351, 367, 370, 372, 373];

  test('are all there', () => {
    expect(cases.length).toBe(401);
  });

  test.each(cases.filter(({ tcId }) => !leftOut.includes(tcId)))('$tcId $group: $comment', async (one) => {
    expect(await judge(one.set, one.jws)).toBe(expectedOf(one.set, one));
  });
};

const describeKeySets = (): void => {
  const cases = readGroups<JwkSet>('json_web_key_test.json').flatMap((group) =>
    group.tests.map((one) => ({ ...one, group: group.comment, set: group.public ?? group.private })),
  );
  // 2: two secrets in one set, which cannot be configured here: the set is refused as a whole.
  const refusedHere = [2];

  test('are all there', () => {
    expect(cases.length).toBe(26);
  });

  test.each(cases)('$tcId $group: $comment', async (one) => {
    const expected = refusedHere.includes(one.tcId) ? 'invalid' : expectedOf(one.set, one);
    expect(await judge(one.set, one.jws)).toBe(expected);
  });
};

if (folder === undefined) {
  leaveOut("Wycheproof's vectors", 'VECTORS_DIR names no folder');
} else {
  describe("Wycheproof's signatures", describeSignatures);
  describe("Wycheproof's key sets", describeKeySets);
}
