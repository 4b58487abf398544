import { beforeAll, describe, expect, test } from '@jest/globals';
import { KeyError } from './errors.ts';
import { generateKey } from './generate-key.ts';
import type { PrivateJwk } from './jwk.ts';
import { parsePrivateKeySet, publicJwks, serializePrivateKeySet } from './private-keys.ts';
import { addKey } from './rotation.ts';
import { importSigningKey } from './signing-key.ts';
import { NOW, NOW_SECONDS } from './testing/fixtures.ts';

let ec: PrivateJwk;
let ed: PrivateJwk;
let rsa: PrivateJwk;

beforeAll(async () => {
  [ec, ed, rsa] = await Promise.all([generateKey('ES256'), generateKey('EdDSA'), generateKey('RS256')]);
});

const parse = (...keys: readonly unknown[]) => parsePrivateKeySet(JSON.stringify({ keys }));
const refused = (rule: string, index = 0) => new KeyError('key_refused', `keys[${index}]: ${rule}`).message;

describe('parsePrivateKeySet', () => {
  test('reads what was serialized, with what rotation remembers', async () => {
    const set = addKey(addKey(addKey({ keys: [] }, ec, NOW), ed, NOW), rsa, NOW);
    expect(await parsePrivateKeySet(serializePrivateKeySet(set))).toEqual(set);
  });

  test('fills in use, and takes key_ops that agree', async () => {
    const { use: _, ...without } = ec;
    expect(await parse({ ...without, key_ops: ['sign'] })).toStrictEqual({ keys: [ec] });
  });

  test('refuses a set that is none, or empty, or holds a name twice', async () => {
    await expect(parsePrivateKeySet('{')).rejects.toThrow('keys_malformed: the key set must be JSON');
    await expect(parse()).rejects.toThrow('keys_missing: the set has no keys');
    await expect(parse(ec, { ...ed, kid: ec.kid })).rejects.toMatchObject({ code: 'kid_duplicate' });
  });

  test.each([
    [{ d: undefined }, 'd must be canonical base64url'],
    [{ d: 7 }, 'd must be canonical base64url'],
    [{ d: '' }, 'd must be canonical base64url'],
    [{ d: 'AAAA=' }, 'd must be canonical base64url'],
    [{ d: 'AAAA' }, 'is no ES256 key'],
    [{ note: 'x' }, 'has a member without a meaning here'],
    [{ n: 'AQAB' }, 'has a member without a meaning here'],
    [{ use: 'enc' }, 'use must be sig'],
    [{ key_ops: ['verify'] }, 'key_ops must be ["sign"]'],
    [{ alg: 'ES384' }, 'alg must be ES256, EdDSA or RS256'],
    [{ x: 'AAAA' }, 'x must be 32 bytes in canonical base64url'],
    [{ gh_published_at: '1' }, 'gh_published_at must be a time in whole seconds'],
    [{ gh_promoted_at: 1.5 }, 'gh_promoted_at must be a time in whole seconds'],
    [{ gh_superseded_at: null }, 'gh_superseded_at must be a time in whole seconds'],
  ])('refuses a key with %j', async (change, rule) => {
    await expect(parse({ ...ec, ...change })).rejects.toThrow(refused(rule));
  });

  test('refuses an RSA key without all of its private members', async () => {
    for (const name of ['d', 'p', 'q', 'dp', 'dq', 'qi'])
      await expect(parse(ec, { ...rsa, [name]: undefined })).rejects.toThrow(
        refused(`${name} must be canonical base64url`, 1),
      );
  });

  test.each(['ES256', 'EdDSA', 'RS256'] as const)(
    'refuses a %s key whose halves are of two pairs',
    async (alg) => {
      const [one, other] = await Promise.all([generateKey(alg), generateKey(alg)]);
      const { x, y, n } = other;
      const mixed = alg === 'RS256' ? { ...one, n } : alg === 'EdDSA' ? { ...one, x } : { ...one, x, y };
      await expect(parse(mixed)).rejects.toMatchObject({ code: 'key_refused' });
    },
  );

  test('tries a pair even where each half is a key', async () => {
    const { n } = await generateKey('RS256');
    await expect(parse({ ...rsa, n })).rejects.toThrow(
      refused('private and public members must be one pair'),
    );
  });

  test('keeps for the log why WebCrypto refused a key', async () => {
    await expect(parse({ ...ec, d: 'AAAA' })).rejects.toHaveProperty('cause.name', 'DataError');
  });

  test('never quotes the key', async () => {
    const error = await parse({ ...ec, d: `${ec.d}=` }).catch((caught: unknown) => caught);
    expect(String(error)).toContain('key_refused');
    expect(String(error)).not.toContain(ec.d);
  });
});

describe('publicJwks', () => {
  test('publishes every key in order, by its public members alone', () => {
    const set = addKey(addKey(addKey({ keys: [] }, ec, NOW), ed, NOW), rsa, NOW);
    expect(set.keys[0]).toMatchObject({ gh_published_at: NOW_SECONDS });
    const common = { use: 'sig' };
    expect(publicJwks(set)).toEqual({
      keys: [
        { ...common, kty: 'EC', kid: ec.kid, alg: 'ES256', crv: 'P-256', x: ec.x, y: ec.y },
        { ...common, kty: 'OKP', kid: ed.kid, alg: 'EdDSA', crv: 'Ed25519', x: ed.x },
        { ...common, kty: 'RSA', kid: rsa.kid, alg: 'RS256', n: rsa.n, e: 'AQAB' },
      ],
    });
  });
});

test('a key that was imported to sign does nothing else, and cannot be taken out again', async () => {
  const { extractable, usages } = await importSigningKey(ec, 'keys[0]');
  expect({ extractable, usages }).toEqual({ extractable: false, usages: ['sign'] });
});
