// The shape of a session and of the lifetimes that rule it; apart, so that the store's ports can name it without the rules.

/**
 * The predecessor that was rotated away last: its digest, its successor sealed under it, its first use (1970 once it was
 * answered late) and from where.
 */
export interface Predecessor {
  readonly digest: string;
  readonly sealedSuccessor: string;
  readonly usedAt: Date;
  /** The network of the rotation; null where an older release made it, and nothing is another network then. */
  readonly network: string | null;
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
  /** When the predecessor was answered although the grace was over; of the last 24 hours, at most three. */
  readonly answeredLateAt: readonly Date[];
  /** When a predecessor was presented from another network than its rotation's; of the last 24 hours, at most three. */
  readonly replayedElsewhereAt: readonly Date[];
  /** What was given at the login (RFC 8176 §2), `mfa` where it was two factors; the `amr` of every access token. */
  readonly amr: readonly string[];
  /** When the login was completed; `loginTimeOf` is the `auth_time` of an access token. */
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
