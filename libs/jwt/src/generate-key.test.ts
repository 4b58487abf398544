import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { generateKey } from './generate-key.ts';
import { KEY_PAIR_ALGORITHMS } from './testing/fixtures.ts';

const REQUIRED_MEMBERS = {
  ES256: ['crv', 'kty', 'x', 'y'],
  EdDSA: ['crv', 'kty', 'x'],
  RS256: ['e', 'kty', 'n'],
};

describe.each(KEY_PAIR_ALGORITHMS)('a generated key for %s', (alg) => {
  test('is named by its RFC 7638 thumbprint', async () => {
    const jwk = await generateKey(alg);
    const members = REQUIRED_MEMBERS[alg];
    const required = Object.fromEntries(members.map((name) => [name, Reflect.get(jwk, name) as unknown]));
    const thumbprint = createHash('sha256').update(JSON.stringify(required)).digest('base64url');
    expect(jwk).toMatchObject({ kid: thumbprint, alg, use: 'sig' });
  });
});

test('an RSA key has 2048 bits', async () => {
  const { n = '' } = await generateKey('RS256');
  expect(Buffer.from(n, 'base64url')).toHaveLength(256);
});
