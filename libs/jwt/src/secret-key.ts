// The shared secret of HS256, for the simplest set-up: one value that signs and verifies, and names no key.
import { createSecretKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { KeyError } from './errors.ts';
import type { KeySource, VerificationKey } from './key-source.ts';
import { findSecretFault } from './secret-strength.ts';
import { secretVerificationKey } from './verification-key.ts';

/** A secret that signs and verifies by HS256. Its tokens carry no `kid`: a digest of a secret is not to be shown around. */
export interface SecretKey extends VerificationKey, KeySource {
  readonly alg: 'HS256';
  /** What signs. It is printed and written as JSON without its bytes. */
  readonly secret: KeyObject;
}

const MIN_BYTES = 32;

/**
 * Reads the shared secret: the UTF-8 bytes of the text itself, 32 or more, none of the well-known ones.
 * @throws KeyError `secret_weak`, with the rule
 * @example
 * const key = parseSecretKey(secretText); // signs and verifies, by HS256
 * const claims = await verifyAccessToken(token, { keys: key, issuer, audience: 'orders', now: new Date() });
 */
export const parseSecretKey = (text: string): SecretKey => {
  const fault = findSecretFault(text);
  if (fault !== undefined) throw new KeyError('secret_weak', `the secret ${fault}`);
  return secretKeyOf(Buffer.from(text));
};

/**
 * A secret of bytes that were made at random elsewhere; only its length is judged. `kid` is for a secret that has a name.
 * @throws KeyError `secret_weak`
 * @example
 * const key = secretKeyOf(crypto.getRandomValues(new Uint8Array(32)), 'internal-1');
 */
export const secretKeyOf = (bytes: Uint8Array, kid?: string): SecretKey => {
  if (bytes.length < MIN_BYTES)
    throw new KeyError('secret_weak', `the secret must have ${MIN_BYTES} bytes or more`);
  const secret = createSecretKey(bytes);
  const key = secretVerificationKey(kid, secret);
  return { ...key, alg: 'HS256', secret, find: (asked) => (asked === kid ? key : undefined) };
};
