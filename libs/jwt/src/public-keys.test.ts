import { beforeAll, describe, expect, test } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import { KeyError } from './errors.ts';
import { generateKey } from './generate-key.ts';
import type { PublicJwk } from './jwk.ts';
import { pickPublicMembers } from './jwk.ts';
import { parsePublicJwks } from './public-keys.ts';
import type { SkippedKey } from './public-keys.ts';
import { secretKeyOf } from './secret-key.ts';

let ec: PublicJwk;
let ed: PublicJwk;
let rsa: PublicJwk;
let privateMember: string;

beforeAll(async () => {
  const pair = await generateKey('ES256');
  privateMember = pair.d;
  ec = pickPublicMembers(pair);
  ed = pickPublicMembers(await generateKey('EdDSA'));
  rsa = pickPublicMembers(await generateKey('RS256'));
});

const parse = (...keys: readonly unknown[]) => parsePublicJwks(JSON.stringify({ keys }));
/** The set of these keys, and what was left out of it. */
const readAll = async (...keys: readonly unknown[]) => {
  const skipped: SkippedKey[] = [];
  const set = await parsePublicJwks(JSON.stringify({ keys }), { onSkipped: (key) => skipped.push(key) });
  const find = (kid: string) => set.find(kid);
  return { kids: set.keys.map(({ kid }) => kid), skipped, find };
};
const rule = (code: KeyError['code'], text: string): string => new KeyError(code, text).message;

describe('parsePublicJwks', () => {
  test('finds each key by its kid, exactly, and imports it once', async () => {
    const set = await parse(ec, ed, rsa);
    const { keys } = set;
    expect(keys.map(({ alg }) => alg)).toEqual(['ES256', 'EdDSA', 'RS256']);
    for (const key of keys) expect(set.find(key.kid)).toBe(key);
    expect(set.find(`${ec.kid} `)).toBeUndefined();
    expect(set.find('__proto__')).toBeUndefined();
    expect(set.find(undefined)).toBeUndefined();
  });

  test('ignores members without a meaning, and takes use and key_ops that agree', async () => {
    const { use: _, ...withoutUse } = ec;
    const { keys } = await parse({ ...withoutUse, key_ops: ['verify'], x5t: 'x', note: 1 }, ed);
    expect(keys).toHaveLength(2);
  });

  test('gives keys at once, which verify and show nothing of what they are made of', async () => {
    const set = await parse(ec);
    const { kid, alg, ...rest } = set.find(ec.kid)!;
    expect({ kid, alg }).toEqual({ kid: ec.kid, alg: 'ES256' });
    expect(rest).toEqual({ verifies: expect.any(Function) });
  });

  test.each([
    ['', 'keys_malformed: the key set must be JSON'],
    ['[]', 'keys_malformed: the key set must be {"keys": [ {…} ]}'],
    ['{}', 'keys_malformed: the key set must be {"keys": [ {…} ]}'],
    ['{"keys":{}}', 'keys_malformed: the key set must be {"keys": [ {…} ]}'],
    ['{"keys":[1]}', 'keys_malformed: the key set must be {"keys": [ {…} ]}'],
    ['{"keys":[[]]}', 'keys_malformed: the key set must be {"keys": [ {…} ]}'],
    ['{"keys":[]}', 'keys_missing: the set has no keys'],
    ['{"keys":[],"keys":[]}', 'keys_malformed: the key set must not have a member twice'],
  ])('refuses the set %j', async (json, message) => {
    await expect(parsePublicJwks(json)).rejects.toThrow(new Error(message));
  });

  test('takes 32 keys and no more', async () => {
    const many = Array.from({ length: 32 }, (_, index) => ({ ...ec, kid: `k${index}` }));
    expect((await parse(...many)).keys).toHaveLength(32);
    await expect(parse(...many, ec)).rejects.toThrow(
      rule('keys_malformed', 'the key set has at most 32 keys'),
    );
  });

  test('refuses two keys under one name', async () => {
    await expect(parse(ec, { ...ed, kid: ec.kid })).rejects.toThrow(
      rule('kid_duplicate', 'each kid must stand once in a set'),
    );
  });

  test.each(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'])(
    'refuses a set with the member %s',
    async (name) => {
      const expected = rule('key_refused', `keys[1]: ${name} must not stand in a public set`);
      await expect(parse(ec, { ...ed, [name]: privateMember })).rejects.toThrow(expected);
      await expect(parse(ec, { ...ed, [name]: null })).rejects.toThrow(expected);
    },
  );

  test('refuses a set with a symmetric key, whatever it lacks', async () => {
    for (const oct of [{ kty: 'oct', kid: 'a', alg: 'HS256' }, { kty: 'oct' }]) {
      await expect(parse(ec, oct)).rejects.toThrow(
        rule('key_refused', 'keys[1]: a symmetric key must not stand in a public set'),
      );
    }
  });

  test('refuses two keys under one name, also where one of them would be left out', async () => {
    for (const other of [
      { kty: 'AKP', alg: 'ML-DSA-44', pub: 'AAAA' },
      { ...ed, use: 'enc' },
    ]) {
      await expect(parse(ec, { ...other, kid: ec.kid })).rejects.toThrow(/^kid_duplicate/);
      await expect(parse({ ...other, kid: 'x' }, ec, { ...other, kid: 'x' })).rejects.toThrow(
        /^kid_duplicate/,
      );
    }
  });

  test.each([
    ['a type that is not ours', { kty: 'AKP', alg: 'ML-DSA-44', pub: 'AAAA' }, 'alg must be'],
    ['a larger curve', { kty: 'EC', alg: 'ES384', crv: 'P-384', x: 'AA', y: 'AA' }, 'alg must be'],
    ['a curve for agreement', { kty: 'OKP', alg: 'ECDH-ES', crv: 'X25519', x: 'AA' }, 'alg must be'],
    ['another algorithm of RSA', { kty: 'RSA', alg: 'PS256', n: 'AQAB', e: 'AQAB' }, 'alg must be'],
    ['no algorithm', { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' }, 'alg must be'],
    ['another use', { kty: 'RSA', use: 'enc', alg: 'RSA-OAEP', n: 'AQAB', e: 'AQAB' }, 'use must be sig'],
    ['too small a size', { kty: 'RSA', alg: 'RS256', n: 'AQAB', e: 'AQAB' }, 'n must have 2048'],
    ['a missing member', { kty: 'EC', alg: 'ES256', crv: 'P-256', x: 'AA' }, 'x must be 32 bytes'],
    ['nothing at all', {}, 'alg must be'],
  ])('leaves out a key with %s, and names it', async (_what, foreign, expected) => {
    const { kids, skipped, find } = await readAll({ ...foreign, kid: 'foreign' }, ec, ed);
    expect(kids).toEqual([ec.kid, ed.kid]);
    expect(find('foreign')).toBeUndefined();
    expect(skipped).toEqual([{ kid: 'foreign', rule: expect.stringContaining(`keys[0]: ${expected}`) }]);
  });

  test('names a key that is left out by its place where it has no name fit to be shown', async () => {
    const { kid: _, ...unnamed } = ed;
    const { kids, skipped } = await readAll(ec, unnamed, unnamed, { ...unnamed, kid: 'a\nb' });
    expect(kids).toEqual([ec.kid]);
    expect(skipped.map(({ kid }) => kid)).toEqual([undefined, undefined, undefined]);
    expect(skipped.map((one) => one.rule.slice(0, 8))).toEqual(['keys[1]:', 'keys[2]:', 'keys[3]:']);
  });

  test('shows nothing of a key that is left out, and nothing of a set that is refused', async () => {
    const marked = { kty: 'RSA', alg: 'PS256', kid: 'x', n: 'm4rked', e: 'm4rked', note: 'm4rked' };
    expect(JSON.stringify((await readAll(ec, marked)).skipped)).not.toContain('m4rked');
    const told: SkippedKey[] = [];
    const refused = parsePublicJwks(JSON.stringify({ keys: [marked] }), {
      onSkipped: (key) => told.push(key),
    });
    await expect(refused).rejects.not.toThrow('m4rked');
    expect(told).toEqual([]);
  });

  test('refuses a set without a usable key, with each one’s rule', async () => {
    await expect(parse({ ...ec, use: 'enc' }, { ...ed, alg: 'ES384' })).rejects.toThrow(
      rule('key_refused', 'keys[0]: use must be sig; keys[1]: alg must be ES256, EdDSA or RS256'),
    );
  });

  test.each([
    [{ kid: undefined }, 'kid must be 1 to 256 visible ASCII characters'],
    [{ kid: '' }, 'kid must be 1 to 256 visible ASCII characters'],
    [{ kid: 'a b' }, 'kid must be 1 to 256 visible ASCII characters'],
    [{ kid: 'é' }, 'kid must be 1 to 256 visible ASCII characters'],
    [{ kid: 'a\n' }, 'kid must be 1 to 256 visible ASCII characters'],
    [{ kid: 'a'.repeat(257) }, 'kid must be 1 to 256 visible ASCII characters'],
    [{ kid: 7 }, 'kid must be 1 to 256 visible ASCII characters'],
    [{ use: 'enc' }, 'use must be sig'],
    [{ use: null }, 'use must be sig'],
    [{ key_ops: [] }, 'key_ops must be ["verify"]'],
    [{ key_ops: ['sign'] }, 'key_ops must be ["verify"]'],
    [{ key_ops: ['verify', 'sign'] }, 'key_ops must be ["verify"]'],
    [{ key_ops: 'verify' }, 'key_ops must be ["verify"]'],
    [{ key_ops: null }, 'key_ops must be ["verify"]'],
    [{ alg: undefined }, 'alg must be ES256, EdDSA or RS256'],
    [{ alg: 'none' }, 'alg must be ES256, EdDSA or RS256'],
    [{ alg: 'HS256' }, 'alg must be ES256, EdDSA or RS256'],
    [{ alg: 'toString' }, 'alg must be ES256, EdDSA or RS256'],
    [{ alg: ['ES256'] }, 'alg must be ES256, EdDSA or RS256'],
    [{ alg: 'EdDSA' }, 'kty must be OKP'],
    [{ alg: 'RS256' }, 'kty must be RSA'],
    [{ kty: 'OKP' }, 'kty must be EC'],
    [{ crv: 'P-384' }, 'crv must be P-256'],
    [{ crv: 'secp256k1' }, 'crv must be P-256'],
    [{ crv: undefined }, 'crv must be P-256'],
    [{ x: undefined }, 'x must be 32 bytes in canonical base64url'],
    [{ x: 'AAAA' }, 'x must be 32 bytes in canonical base64url'],
    [{ y: 1 }, 'y must be 32 bytes in canonical base64url'],
    [{ y: `${'A'.repeat(43)}=` }, 'y must be 32 bytes in canonical base64url'],
    [{ y: 'A'.repeat(43) }, 'is no ES256 key'],
  ])('has no use for an EC key with %j', async (change, text) => {
    await expect(parse({ ...ec, ...change })).rejects.toThrow(rule('key_refused', `keys[0]: ${text}`));
  });

  test('takes the longest kid', async () => {
    const kid = `${'~'.repeat(255)}!`;
    expect((await parse({ ...ec, kid })).find(kid)).toBeDefined();
  });

  test.each([
    [{ crv: 'X25519' }, 'crv must be Ed25519'],
    [{ crv: 'Ed448' }, 'crv must be Ed25519'],
    [{ x: 'A'.repeat(42) }, 'x must be 32 bytes in canonical base64url'],
  ])('has no use for an Ed25519 key with %j', async (change, text) => {
    await expect(parse({ ...ed, ...change })).rejects.toThrow(rule('key_refused', `keys[0]: ${text}`));
  });

  test('has no use for an RSA key with a curve, and for one that is too short', async () => {
    await expect(parse({ ...rsa, crv: 'P-256' })).rejects.toThrow(
      rule('key_refused', 'keys[0]: crv must be absent'),
    );
    const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });
    await expect(parse({ ...rsa, ...short })).rejects.toThrow(
      rule('key_refused', 'keys[0]: n must have 2048 to 8192 bits'),
    );
  });
});

describe('secretKeyOf', () => {
  test('finds its secret by its own name alone, or by none', async () => {
    const unnamed = secretKeyOf(Buffer.alloc(32));
    expect(await unnamed.find(undefined)).toMatchObject({ alg: 'HS256', kid: undefined });
    expect(await unnamed.find('a')).toBeUndefined();
    const named = secretKeyOf(Buffer.alloc(32), 'a');
    expect(await named.find('a')).toMatchObject({ kid: 'a' });
    expect(await named.find(undefined)).toBeUndefined();
  });

  test('refuses less than 32 bytes', () => {
    expect(() => secretKeyOf(Buffer.alloc(31))).toThrow(
      new KeyError('secret_weak', 'the secret must have 32 bytes or more'),
    );
  });

  test('shows no byte of the secret, printed or as JSON', () => {
    const secret = secretKeyOf(Buffer.alloc(32, 'm'));
    const shown = inspect(secret, { depth: Infinity, showHidden: true }) + JSON.stringify(secret);
    expect(shown).not.toMatch(/m{8}|(6d ?){8}/i);
    expect(secret.find(undefined)).not.toHaveProperty('secret');
  });
});
