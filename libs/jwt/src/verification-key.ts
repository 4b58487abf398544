// Keys that verify, each by one algorithm, in one synchronous call of node:crypto. WebCrypto verifies on a thread of its own:
// the way there and back takes as long as the verification.
import { createHmac, createPublicKey, timingSafeEqual, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { ES256_BYTES, toDer } from './ecdsa-der.ts';
import { KeyError } from './errors.ts';
import { membersOf } from './jwk.ts';
import type { PublicJwk } from './jwk.ts';
import type { KeyPairAlgorithm } from './algorithms.ts';
import type { VerificationKey } from './key-source.ts';

/** The key of a JWK whose members were read. @throws KeyError `key_refused` */
export const verificationKeyOf = (jwk: PublicJwk, at: string): VerificationKey => {
  const { kid, alg } = jwk;
  const key = publicKeyOf(jwk, at);
  const isSignature = SIGNATURES[alg];
  return { kid, alg, verifies: (signed, signature) => isSignature(key, signed, signature) };
};

/** The shared secret as a key: HMAC with SHA-256 (RFC 7518 §3.2), compared in a time that does not depend on the bytes. */
export const secretVerificationKey = (kid: string | undefined, secret: KeyObject): VerificationKey => ({
  kid,
  alg: 'HS256',
  verifies: (signed, signature) => {
    const expected = createHmac('sha256', secret).update(signed).digest();
    return signature.length === expected.length && timingSafeEqual(signature, expected);
  },
});

type IsSignature = (key: KeyObject, signed: Uint8Array, signature: Uint8Array) => boolean;

// The key's own type, which its JWK was held to, decides what `verify` does: an EC key means ECDSA, an RSA key PKCS #1 v1.5.
const SIGNATURES: Readonly<Record<KeyPairAlgorithm, IsSignature>> = {
  ES256: (key, signed, signature) =>
    signature.length === ES256_BYTES && verify('sha256', signed, key, toDer(signature)),
  EdDSA: (key, signed, signature) => verify(null, signed, key, signature),
  RS256: (key, signed, signature) => verify('sha256', signed, key, signature),
};

const publicKeyOf = (jwk: PublicJwk, at: string): KeyObject => {
  try {
    return createPublicKey({ key: membersOf(jwk, 'verify'), format: 'jwk' });
  } catch (cause) {
    throw new KeyError('key_refused', `${at}: is no ${jwk.alg} key`, { cause });
  }
};
