// Verification of a compact JWS; apart from the claims, so that public test vectors drive exactly what tokens pass through.
import { isKeyOf } from './algorithms.ts';
import type { SigningAlgorithm } from './algorithms.ts';
import { readHeader, splitCompact } from './compact.ts';
import type { CompactParts, TokenHeader } from './compact.ts';
import { TokenError } from './errors.ts';
import type { KeySource, VerificationKey } from './key-source.ts';

/** What a signature may be made with. */
export interface VerifyCompactOptions {
  /** The algorithms to accept at all; each key moreover verifies by its own alone. */
  readonly algorithms: readonly SigningAlgorithm[];
}

/** What a good signature covers; the payload is bytes, and nothing is known about them yet. */
export interface VerifiedJws {
  readonly header: TokenHeader;
  readonly payload: Uint8Array;
}

/**
 * Verifies a compact JWS in its strict form: form, then header, then algorithm and key by configuration, then the signature
 * (RFC 8725 §3.1–3.3). The token's `alg` is compared with the key's, never followed.
 * @throws TokenError `malformed`, `header_refused`, `algorithm_refused`, `key_unknown`, `signature_invalid`
 * @throws KeyError when the key source fails
 * @example
 * const { payload } = await verifyCompact(token, keys, { algorithms: ['ES256'] });
 */
export const verifyCompact = async (
  jws: string,
  source: KeySource,
  { algorithms }: VerifyCompactOptions,
): Promise<VerifiedJws> => {
  const parts = splitCompact(jws);
  const header = readHeader(parts.header);
  if (!isOneOf(algorithms, header.alg)) throw new TokenError('algorithm_refused', 'alg is not accepted here');
  const key = await source.find(header.kid);
  if (!key) throw new TokenError('key_unknown', 'kid names no key of ours');
  if (key.alg !== header.alg) throw new TokenError('algorithm_refused', "alg is not the key's");
  await verifySignature(parts, key);
  return { header, payload: parts.payload };
};

const isOneOf = (algorithms: readonly string[], algorithm: string): boolean => algorithms.includes(algorithm);

/**
 * By WebCrypto itself: form, header and key are decided by now, and jose would decide them again, in 3.5 kB of the
 * authorizer's budget. Anything but a wrong signature is a fault of ours and passes on as it is.
 */
const verifySignature = async (
  { signed, signature }: CompactParts,
  { key, alg }: VerificationKey,
): Promise<void> => {
  if (!isKeyOf(alg, key)) throw new TypeError(`the key is no ${alg} key`);
  const parameters = { name: key.algorithm.name, hash: 'SHA-256' };
  if (!(await crypto.subtle.verify(parameters, key, signature, signed)))
    throw new TokenError('signature_invalid', 'the signature is not of that key');
};
