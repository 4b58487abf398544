// Verification of a compact JWS; apart from the claims, so that public test vectors drive exactly what tokens pass through.
import type { SigningAlgorithm } from './algorithms.ts';
import { BoundedMap } from './bounded-map.ts';
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
  const opened = openCompact(jws, algorithms);
  const { header, payload } = opened;
  checkSignature(opened, await source.find(header.kid));
  return { header, payload };
};

/** A JWS whose form and header are right, and whose signature is still to be asked. */
export interface OpenedJws extends Omit<CompactParts, 'header'> {
  readonly header: TokenHeader;
  /** The header as it is written, where it is none that was good before. */
  readonly newHeader: string | undefined;
}

/** All that can be said of a JWS without a key. @throws TokenError `malformed`, `header_refused`, `algorithm_refused` */
export const openCompact = (jws: string, algorithms: readonly string[]): OpenedJws => {
  const { header: part, payload, signature, signed } = splitCompact(jws);
  const known = headers.get(part);
  const header = known ?? readHeader(part);
  if (!algorithms.includes(header.alg)) throw new TokenError('algorithm_refused', 'alg is not accepted here');
  return { header, newHeader: known ? undefined : part, payload, signature, signed };
};

/**
 * Holds the signature against the key that the source found; gives the key.
 * @throws TokenError `key_unknown`, `algorithm_refused`, `signature_invalid`
 */
export const checkSignature = (
  { header, newHeader, signed, signature }: OpenedJws,
  key: VerificationKey | undefined,
): VerificationKey => {
  if (!key) throw new TokenError('key_unknown', 'kid names no key of ours');
  if (key.alg !== header.alg) throw new TokenError('algorithm_refused', "alg is not the key's");
  if (!key.verifies(signed, signature))
    throw new TokenError('signature_invalid', 'the signature is not of that key');
  if (newHeader !== undefined) headers.set(copyOf(newHeader), header);
  return key;
};

/** Headers under which a signature was good: all tokens of one key have the same, and what it says does not change. */
const headers = new BoundedMap<TokenHeader>(64);

/** A part of a token is a window on all of it, and would hold it in memory. */
const copyOf = (part: string): string => Buffer.from(part, 'latin1').toString('latin1');
