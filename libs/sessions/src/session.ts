// The shape of a session and of the lifetimes that rule it; apart, so that the store's ports can name it without the rules.

/** A predecessor that was rotated away, kept for the grace: its digest, its successor sealed under it, its first use. */
export interface Predecessor {
  readonly digest: string;
  readonly sealedSuccessor: string;
  readonly usedAt: Date;
}

/**
 * One sign-in on one device. It holds digests only: neither the family part nor the tail of a refresh token
 * can be had from it. `familyDigest` identifies it in the store; `id` is public (`sid`) and gives no power.
 */
export interface Session {
  readonly id: string;
  readonly familyDigest: string;
  readonly accountId: string;
  /** The account's epoch as read before the password was verified; a session of an older epoch has ended. */
  readonly epoch: number;
  /** How often the token was rotated; the expected value of the next compare-and-swap. */
  readonly generation: number;
  readonly currentDigest: string;
  readonly predecessor: Predecessor | null;
  /** When the password was verified: `auth_time` of every access token of this session. */
  readonly authenticatedAt: Date;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  /** The end of the absolute lifetime; no rotation moves it. */
  readonly absoluteExpiresAt: Date;
  /** The earlier of the idle and the absolute end; the store may drop the session from then on. */
  readonly expiresAt: Date;
  readonly userAgent: string;
  readonly address: string;
}

/** Lifetimes in seconds, from the configuration of the auth app. */
export interface SessionLifetimes {
  readonly idleTtlSeconds: number;
  readonly absoluteTtlSeconds: number;
  readonly graceSeconds: number;
}
