// Tokens that were verified, remembered by their digest, so that the same token costs no second verification.
import { hash } from 'node:crypto';
import { BoundedMap } from './bounded-map.ts';
import type { AccessTokenClaims } from './claims.ts';
import type { VerificationKey } from './key-source.ts';

/** What a token says, once its signature is good, and the key that vouches for it. */
export interface ReadToken {
  readonly key: VerificationKey;
  readonly claims: AccessTokenClaims;
  /** Not ours to hand on, but to obey; 0 where there is none. */
  readonly nbf: number;
}

/** How many tokens are remembered, and for how long. */
export interface TokenMemoryOptions {
  /** How many tokens are remembered at the most; 1,000. */
  readonly maxTokens?: number;
  /** For how long a token is remembered at the most; without it, until its `exp`. With 0 nothing is. */
  readonly maxAgeSeconds?: number;
}

/**
 * A bounded memory for `verifyAccessToken`. It holds the claims of tokens that were accepted, under a SHA-256 digest, and
 * only spares the signature: issuer, audience, client, algorithm and times are asked at every call. A token is forgotten at
 * its `exp`, after `maxAgeSeconds`, and when the source of the keys has no longer the same key under its `kid`.
 * @example
 * const memory = new TokenMemory({ maxAgeSeconds: 60 }); // one for the process
 * const claims = await verifyAccessToken(token, { keys, issuer, audience: 'orders', now: new Date(), memory });
 */
export class TokenMemory {
  readonly #tokens: BoundedMap<Remembered>;
  readonly #maxAgeSeconds: number;

  constructor({ maxTokens = 1000, maxAgeSeconds = Infinity }: TokenMemoryOptions = {}) {
    this.#tokens = new BoundedMap(maxTokens);
    this.#maxAgeSeconds = maxAgeSeconds;
  }

  /** What was kept under this digest, while it counts. */
  find(digest: string, nowSeconds: number): ReadToken | undefined {
    const found = this.#tokens.get(digest);
    if (found === undefined || this.#counts(found, nowSeconds)) return found?.token;
    this.#tokens.delete(digest);
    return undefined;
  }

  /** From now on the claims are shared by all who present the token, so that nobody may change them. */
  keep(digest: string, token: ReadToken, nowSeconds: number): void {
    const { claims } = token;
    [claims, claims.roles, claims.amr].forEach(Object.freeze);
    if (this.#maxAgeSeconds > 0) this.#tokens.set(digest, { token, keptAtSeconds: nowSeconds });
  }

  /** What was kept ahead of the clock was so before it was set back, nobody knows how long ago. */
  #counts({ token, keptAtSeconds }: Remembered, nowSeconds: number): boolean {
    const ageSeconds = nowSeconds - keptAtSeconds;
    return nowSeconds < token.claims.exp && ageSeconds >= 0 && ageSeconds < this.#maxAgeSeconds;
  }
}

interface Remembered {
  readonly token: ReadToken;
  readonly keptAtSeconds: number;
}

/** What a token is remembered by. */
export const digestOf = (token: string): string => hash('sha256', token, 'binary');
