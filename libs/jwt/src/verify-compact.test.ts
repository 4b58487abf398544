import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SIGNING_ALGORITHMS } from './algorithms.ts';
import type { SigningAlgorithm } from './algorithms.ts';
import { KeyError, TokenError } from './errors.ts';
import type { KeySource } from './key-source.ts';
import { secretKeyOf } from './secret-key.ts';
import { createSigner } from './signer.ts';
import type { Signer } from './signer.ts';
import { makeKeySet, verifiersOf } from './testing/fixtures.ts';
import { verifyCompact } from './verify-compact.ts';

const algorithms = SIGNING_ALGORITHMS;
let keys: KeySource;
let token: string;

beforeAll(async () => {
  const set = await makeKeySet('ES256', 'EdDSA');
  keys = await verifiersOf(set);
  token = await (await createSigner(set)).sign({ typ: 'x' }, { some: 'claims' });
});

describe('verifyCompact', () => {
  test('gives header and payload of a good token', async () => {
    const { header, payload } = await verifyCompact(token, keys, { algorithms });
    expect(header).toMatchObject({ alg: 'ES256', typ: 'x' });
    expect(Buffer.from(payload).toString()).toBe('{"some":"claims"}');
  });

  test('refuses an algorithm that the caller does not name, before it asks for a key', async () => {
    const unasked: KeySource = { find: () => Promise.reject(new Error('asked')) };
    await expect(verifyCompact(token, unasked, { algorithms: ['EdDSA', 'HS256'] })).rejects.toThrow(
      new TokenError('algorithm_refused', 'alg is not accepted here'),
    );
  });

  test("refuses when the key that the token names is another algorithm's", async () => {
    const secret = secretKeyOf(Buffer.alloc(32));
    const confused: KeySource = { find: () => secret.find(undefined) };
    await expect(verifyCompact(token, confused, { algorithms })).rejects.toThrow(
      new TokenError('algorithm_refused', "alg is not the key's"),
    );
  });

  test('refuses a token of an unknown key', async () => {
    const none: KeySource = { find: () => Promise.resolve(undefined) };
    await expect(verifyCompact(token, none, { algorithms })).rejects.toThrow(
      new TokenError('key_unknown', 'kid names no key of ours'),
    );
  });

  test('passes on what the key source throws, so that a fault of ours is no refusal', async () => {
    const fault = new KeyError('keys_unavailable', 'away');
    await expect(verifyCompact(token, { find: () => Promise.reject(fault) }, { algorithms })).rejects.toBe(
      fault,
    );
  });

  test('passes on what a key throws, so that a fault of ours is no refusal', async () => {
    const fault = new TypeError('no such key');
    const verifies = (): never => {
      throw fault;
    };
    const broken: KeySource = { find: (kid) => ({ kid, alg: 'ES256', verifies }) };
    await expect(verifyCompact(token, broken, { algorithms })).rejects.toBe(fault);
  });

  test('asks the signature of every token, and after a good one of the same header too', async () => {
    let asked = 0;
    const counting: KeySource = {
      find: async (kid) => {
        const key = (await keys.find(kid))!;
        return { ...key, verifies: (...given) => ((asked += 1), key.verifies(...given)) };
      },
    };
    const [header, , signature] = token.split('.');
    for (const jws of [token, token]) await verifyCompact(jws, counting, { algorithms });
    await expect(verifyCompact(`${header}.e30.${signature}`, counting, { algorithms })).rejects.toMatchObject(
      { code: 'signature_invalid' },
    );
    expect(asked).toBe(3);
  });

  test('refuses a token in which any character was changed', async () => {
    const position = fc.nat({ max: token.length - 1 });
    const character = fc.constantFrom(...'AQgwZz09-_.=');
    await fc.assert(
      fc.asyncProperty(position, character, async (at, other) => {
        fc.pre(token[at] !== other);
        const changed = token.slice(0, at) + other + token.slice(at + 1);
        await expect(verifyCompact(changed, keys, { algorithms })).rejects.toBeInstanceOf(TokenError);
      }),
    );
  });

  test.each(SIGNING_ALGORITHMS)(
    'refuses every wrong signature by %s as such, whatever its bytes',
    async (alg) => {
      const { signer, source } = await issuerOf(alg);
      const [header, payload] = (await signer.sign({ typ: 'x' }, {})).split('.');
      const anyBytes = fc.uint8Array({ minLength: 1, maxLength: 300 });
      const likely = fc
        .constantFrom(32, 64, 256)
        .chain((length) => fc.uint8Array({ minLength: length, maxLength: length }));
      await fc.assert(
        fc.asyncProperty(fc.oneof(anyBytes, likely), async (bytes) => {
          const forged = `${header}.${payload}.${Buffer.from(bytes).toString('base64url')}`;
          await expect(verifyCompact(forged, source, { algorithms })).rejects.toMatchObject({
            code: 'signature_invalid',
          });
        }),
      );
    },
  );

  test('refuses any text at all with a TokenError', async () => {
    const text = fc.oneof(
      fc.string(),
      fc.array(fc.base64String(), { minLength: 3, maxLength: 3 }).map((parts) => parts.join('.')),
    );
    await fc.assert(
      fc.asyncProperty(text, async (any) => {
        await expect(verifyCompact(any, keys, { algorithms })).rejects.toBeInstanceOf(TokenError);
      }),
    );
  });
});

const issuerOf = async (alg: SigningAlgorithm): Promise<{ signer: Signer; source: KeySource }> => {
  const secret = secretKeyOf(Buffer.alloc(32, 'k'));
  if (alg === 'HS256') return { signer: await createSigner(secret), source: secret };
  const set = await makeKeySet(alg);
  return { signer: await createSigner(set), source: await verifiersOf(set) };
};
