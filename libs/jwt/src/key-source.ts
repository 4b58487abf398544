// What verification asks for keys: one question, so that keys in place, a shared secret and a remote set are alike to it.
import type { SigningAlgorithm } from './algorithms.ts';

/** A key that verifies by exactly one algorithm: its own, whatever a token says. */
export interface VerificationKey {
  /** Undefined for the shared secret, whose tokens carry no `kid`. */
  readonly kid: string | undefined;
  readonly alg: SigningAlgorithm;
  /** Whether `signature` is this key's for `signed`. Throws for a fault of ours alone, never for what a token holds. */
  verifies(signed: Uint8Array, signature: Uint8Array): boolean;
}

/**
 * Finds the key that a token names, at once where it is at hand. `kid` is the token's, compared exactly, or undefined when it
 * has none. Undefined means that no such key is ours: the token is refused. As long as a key counts, it is the same object.
 * @throws KeyError when the source itself fails: not the token's fault.
 */
export interface KeySource {
  find(kid: string | undefined): VerificationKey | undefined | Promise<VerificationKey | undefined>;
}
