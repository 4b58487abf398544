// Verification of a compact JWS; apart from the claims, so that public test vectors drive exactly what tokens pass through.
import { compactVerify } from 'jose/jws/compact/verify';
import { JWSSignatureVerificationFailed } from 'jose/errors';
import type { SigningAlgorithm } from './algorithms.ts';
import { readHeader, splitCompact } from './compact.ts';
import type { TokenHeader } from './compact.ts';
import { TokenError } from './errors.ts';
import type { KeySource, VerificationKey } from './key-source.ts';

export interface VerifyCompactOptions {
  /** The algorithms to accept at all; each key moreover verifies by its own alone. */
  readonly algorithms: readonly SigningAlgorithm[];
}

export interface VerifiedJws {
  readonly header: TokenHeader;
  readonly payload: Uint8Array;
}

/**
 * Verifies a compact JWS in its strict form: form, then header, then algorithm and key by configuration, then the signature
 * (RFC 8725 §3.1–3.3). The token's `alg` is compared with the key's, never followed.
 * @throws TokenError `malformed`, `header_refused`, `algorithm_refused`, `key_unknown`, `signature_invalid`
 * @throws KeyError when the key source fails
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
  await verifySignature(jws, key);
  return { header, payload: parts.payload };
};

const isOneOf = (algorithms: readonly string[], algorithm: string): boolean => algorithms.includes(algorithm);

// Anything but a wrong signature is a fault of ours and passes on as it is.
const verifySignature = async (jws: string, { key, alg }: VerificationKey): Promise<void> => {
  try {
    await compactVerify(jws, key, { algorithms: [alg] });
  } catch (error) {
    if (!(error instanceof JWSSignatureVerificationFailed)) throw error;
    throw new TokenError('signature_invalid', 'the signature is not of that key');
  }
};
