// Making a signing key; apart, because only the operator's command does it.
import { generateKeyPair } from 'jose/key/generate/keypair';
import { calculateJwkThumbprint } from 'jose/jwk/thumbprint';
import { exportJWK } from 'jose/key/export';
import type { JWK } from 'jose';
import type { KeyPairAlgorithm } from './algorithms.ts';
import type { PrivateJwk } from './jwk.ts';

/**
 * A new key pair, RSA with 2048 bits; its `kid` is its SHA-256 thumbprint (RFC 7638). A secret: store it as one.
 * @example
 * const keySet = addKey({ keys: [] }, await generateKey('ES256'), new Date());
 * const secret = serializePrivateKeySet(keySet);
 */
export const generateKey = async (alg: KeyPairAlgorithm): Promise<PrivateJwk> => {
  const { privateKey } = await generateKeyPair(alg, { extractable: true, modulusLength: 2048 });
  const jwk: JWK = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk, 'sha256');
  return { ...jwk, kid, alg, use: 'sig' } as PrivateJwk;
};
