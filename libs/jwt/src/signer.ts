// Who signs: an asynchronous interface, so that a key management service can stand where the local key does.
import { CompactSign } from 'jose/jws/compact/sign';
import type { webcrypto } from 'node:crypto';
import type { SigningAlgorithm } from './algorithms.ts';
import { KeyError } from './errors.ts';
import { importJwk } from './jwk.ts';
import type { PrivateKeySet } from './private-keys.ts';
import type { SecretKey } from './secret-key.ts';

/** Signs under one key. An implementation adds its own `alg` and `kid` to the header it is given. */
export interface Signer {
  readonly alg: SigningAlgorithm;
  /** Undefined for the shared secret. */
  readonly kid: string | undefined;
  /** The compact JWS of the claims (RFC 7515 §7.1). */
  sign(header: { readonly typ: string }, claims: object): Promise<string>;
}

/**
 * A signer under the first key of the set, or under the shared secret. The key is imported once, here.
 * @throws KeyError `keys_missing`, `key_refused`
 */
export const createSigner = async (keys: PrivateKeySet | SecretKey): Promise<Signer> => {
  if (!('keys' in keys)) return signerOf(keys.alg, keys.kid, keys.key);
  const [first] = keys.keys;
  if (!first) throw new KeyError('keys_missing', 'the set has no keys');
  return signerOf(first.alg, first.kid, await importJwk(first, 'keys[0]', 'sign'));
};

const signerOf = (alg: SigningAlgorithm, kid: string | undefined, key: webcrypto.CryptoKey): Signer => ({
  alg,
  kid,
  sign: ({ typ }, claims) =>
    new CompactSign(Buffer.from(JSON.stringify(claims)))
      .setProtectedHeader({ alg, typ, ...(kid === undefined ? {} : { kid }) })
      .sign(key),
});
