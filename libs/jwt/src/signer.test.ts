import { describe, expect, test } from '@jest/globals';
import { compactVerify, importJWK } from 'jose';
import { KeyError } from './errors.ts';
import type { StoredKey } from './private-keys.ts';
import { publicJwks } from './private-keys.ts';
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

  test.each(KEY_PAIR_ALGORITHMS)(
    'signs by %s what jose verifies, however long its numbers are',
    async (alg) => {
      const set = await makeKeySet(alg);
      const [signer, key] = [await createSigner(set), await importJWK({ ...publicJwks(set).keys[0] }, alg)];
      // Of 700 signatures of ES256, five have a number with a byte less at the front.
      for (let n = 0; n < (alg === 'RS256' ? 3 : 700); n += 1) {
        const token = await signer.sign({ typ: 'at+jwt' }, { n, text: 'пароль 密码 🔑' });
        const { payload } = await compactVerify(token, key);
        expect(JSON.parse(Buffer.from(payload).toString())).toEqual({ n, text: 'пароль 密码 🔑' });
      }
    },
  );

  test('signs under the shared secret what jose verifies', async () => {
    const secret = Buffer.alloc(32, 7);
    const token = await (await createSigner(secretKeyOf(secret))).sign({ typ: 'at+jwt' }, { n: 1 });
    expect(Buffer.from((await compactVerify(token, secret)).payload).toString()).toBe('{"n":1}');
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
