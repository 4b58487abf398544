// An implementation of our own of RFC 7515, on node:crypto alone: what any stranger can do with the published set.
import { expect, test } from '@jest/globals';
import { createPublicKey, verify } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import { issueAccessToken } from './issue-access-token.ts';
import { publicJwks } from './private-keys.ts';
import { createSigner } from './signer.ts';
import { INPUT, KEY_PAIR_ALGORITHMS, makeKeySet } from './testing/fixtures.ts';

const decode = (part = ''): Record<string, unknown> =>
  JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;

const verifyIndependently = (token: string, jwks: string): Record<string, unknown> => {
  const [header, payload, signature] = token.split('.');
  const { kid, alg } = decode(header);
  const { keys } = JSON.parse(jwks) as { keys: JsonWebKey[] };
  const jwk = keys.find((key) => key['kid'] === kid && key['alg'] === alg && key['use'] === 'sig');
  if (!jwk) throw new Error('no such key');
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const digest = alg === 'EdDSA' ? null : 'sha256';
  const input = Buffer.from(`${header}.${payload}`);
  const isGood = verify(
    digest,
    input,
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature ?? '', 'base64url'),
  );
  if (!isGood) throw new Error('wrong signature');
  return decode(payload);
};

test.each(KEY_PAIR_ALGORITHMS)(
  'node:crypto verifies our %s token by the published set alone',
  async (alg) => {
    const set = await makeKeySet(alg, 'ES256');
    const { token, claims } = await issueAccessToken({ signer: await createSigner(set) }, INPUT);
    expect(verifyIndependently(token, JSON.stringify(publicJwks(set)))).toEqual(claims);
  },
);
