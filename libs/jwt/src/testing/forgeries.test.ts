import { describe, expect, test } from '@jest/globals';
import { publicJwks } from '../private-keys.ts';
import { verifyAccessToken } from '../verify-access-token.ts';
import { AUDIENCE, ISSUER, KEY_PAIR_ALGORITHMS, makeKeySet, NOW, verifiersOf } from './fixtures.ts';
import { forgeries, genuineToken } from './forgeries.ts';

const issuers = await Promise.all(
  KEY_PAIR_ALGORITHMS.map(async (alg) => {
    const set = await makeKeySet(alg);
    const [privateJwk] = set.keys;
    const [publicJwk] = publicJwks(set).keys;
    if (!privateJwk || !publicJwk) throw new Error('a set of one key');
    const context = { privateJwk, publicJwk, issuer: ISSUER, audience: AUDIENCE, now: NOW };
    return { alg, context, keys: await verifiersOf(set), list: forgeries(context) };
  }),
);

describe.each(issuers)('with a key for $alg', ({ context, keys, list }) => {
  const verify = (token: string) =>
    verifyAccessToken(token, { keys, issuer: ISSUER, audience: AUDIENCE, now: NOW });

  test('the forge makes tokens that pass when nothing is forged', async () => {
    expect(await verify(genuineToken(context))).toMatchObject({ iss: ISSUER, sub: 'forged-subject' });
  });

  test.each(list)('$name is refused as $code', async ({ token, code }) => {
    await expect(verify(token)).rejects.toMatchObject({ name: 'TokenError', code });
  });

  test('each forgery has a name of its own and no refusal quotes its token', async () => {
    expect(new Set(list.map(({ name }) => name)).size).toBe(list.length);
    for (const { token } of list) {
      const { message } = await verify(token).then(
        () => new Error('accepted'),
        (error: Error) => error,
      );
      const quoted = token.split('.').filter((part) => part.length > 8 && message.includes(part));
      expect(quoted).toEqual([]);
      expect(message).toMatch(/^[a-z_]+: \w/);
    }
  });
});
