import { describe, expect, test } from '@jest/globals';
import { KeyError } from './errors.ts';
import type { StoredKey } from './private-keys.ts';
import { secretKeyOf } from './secret-key.ts';
import { createSigner } from './signer.ts';
import { KEY_PAIR_ALGORITHMS, makeKeySet } from './testing/fixtures.ts';

const headerOf = (token: string): unknown =>
  JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString());

describe('createSigner', () => {
  test.each(KEY_PAIR_ALGORITHMS)('signs by %s under the first key and names it', async (alg) => {
    const set = await makeKeySet(alg, 'ES256');
    const signer = await createSigner(set);
    expect(signer).toMatchObject({ alg, kid: set.keys[0]?.kid });
    expect(headerOf(await signer.sign({ typ: 'at+jwt' }, {}))).toEqual({
      alg,
      typ: 'at+jwt',
      kid: set.keys[0]?.kid,
    });
  });

  test('names no key under the shared secret', async () => {
    const signer = await createSigner(secretKeyOf(Buffer.alloc(32)));
    expect(signer).toMatchObject({ alg: 'HS256', kid: undefined });
    expect(headerOf(await signer.sign({ typ: 'at+jwt' }, {}))).toEqual({ alg: 'HS256', typ: 'at+jwt' });
  });

  test('says which key it could not import', async () => {
    const [key] = (await makeKeySet('ES256')).keys;
    const broken = { keys: [{ ...(key as StoredKey), d: 'AAAA' }] };
    await expect(createSigner(broken)).rejects.toThrow('key_refused: keys[0]: is no ES256 key');
  });

  test('refuses an empty set', async () => {
    await expect(createSigner({ keys: [] })).rejects.toThrow(
      new KeyError('keys_missing', 'the set has no keys'),
    );
  });
});
