// The shape of an account's second factors; a file of its own, so that the stores' ports can name it without the rules.

/** An authenticator app that has been confirmed (RFC 6238). */
export interface Totp {
  /** The shared secret, encrypted by `FACTOR_KEYS` and bound to the account. */
  readonly sealedSecret: string;
  /** The time step of the last code that was taken; a code of it or of one before counts no more (RFC 6238 §5.2). */
  readonly lastStep: number;
}

/** An authenticator app that waits for its first code. */
export interface PendingTotp {
  readonly sealedSecret: string;
  readonly expiresAt: Date;
}

/** A passkey: a discoverable credential (WebAuthn Level 3 §4), and what its owner calls it. */
export interface Passkey {
  /** Ours, as routes name it. */
  readonly id: string;
  readonly name: string;
  /** The authenticator's, in base64url. */
  readonly credentialId: string;
  /** The public key in COSE form (RFC 9052 §7), in base64url. */
  readonly publicKey: string;
  /** The signature counter of its last use; 0 where the authenticator keeps none. */
  readonly counter: number;
  readonly transports: readonly string[];
  /** Whether it may be synced to other devices (the flag "backup eligible"). */
  readonly synced: boolean;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

/** All that an account has beside its password. One write holds all of it. */
export interface Factors {
  readonly totp: Totp | null;
  readonly pendingTotp: PendingTotp | null;
  /** Digests of the recovery codes that are left. */
  readonly recoveryDigests: readonly string[];
  readonly passkeys: readonly Passkey[];
}

/** The factors of an account that has none. */
export const NO_FACTORS: Factors = Object.freeze({
  totp: null,
  pendingTotp: null,
  recoveryDigests: [],
  passkeys: [],
});
