import { describe, expect, test } from '@jest/globals';
import { bareVerify, itemOf } from './bare-verify.ts';
import { ALGORITHMS, issueMany, makeIssuer } from './issuer.ts';
import { judge } from './verifiers.ts';

describe.each(ALGORITHMS)('the floor of %s', (alg) => {
  test('verifies what was signed, and nothing else', async () => {
    const issuer = await makeIssuer(alg);
    const [item, other] = (await issueMany(issuer, 2)).map(itemOf(alg));
    const verify = bareVerify(alg, issuer.publicKey);
    expect(() => verify(item!)).not.toThrow();
    expect(() => verify({ ...item!, signature: other!.signature })).toThrow('the floor refuses');
  });
});

test('signatures whose numbers begin with zeros or a high bit become DER all the same', async () => {
  const issuer = await makeIssuer('ES256');
  const verify = bareVerify('ES256', issuer.publicKey);
  for (const token of await issueMany(issuer, 300)) verify(itemOf('ES256')(token));
});

test.each([
  ['takes everything', () => undefined, 'takes another signature'],
  [
    'takes nothing',
    () => {
      throw new Error('no');
    },
    'refuses a good token',
  ],
])('a verifier that %s is no candidate', async (_what, verify, message) => {
  await expect(judge('x', verify, await makeIssuer('ES256'))).rejects.toThrow(`x ${message}`);
});
