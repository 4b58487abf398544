// What verification asks for keys: one question, so that keys in place, a shared secret and a remote set are alike to it.
import type { webcrypto } from 'node:crypto';
import type { SigningAlgorithm } from './algorithms.ts';

/** A key that verifies by exactly one algorithm: its own, whatever a token says. */
export interface VerificationKey {
  /** Undefined for the shared secret, whose tokens carry no `kid`. */
  readonly kid: string | undefined;
  readonly alg: SigningAlgorithm;
  readonly key: webcrypto.CryptoKey;
}

/**
 * Finds the key that a token names. `kid` is the token's, compared exactly, or undefined when it has none.
 * Undefined means that no such key is ours: the token is refused.
 * @throws KeyError when the source itself fails: not the token's fault.
 */
export interface KeySource {
  find(kid: string | undefined): Promise<VerificationKey | undefined>;
}
