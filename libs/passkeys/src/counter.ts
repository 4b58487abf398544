// What the signature counter of a passkey tells (WebAuthn §6.1.1).

/**
 * Whether a counter has not grown since it was kept: there may be a copy of the passkey. One that counts nothing says 0 each
 * time, as synced passkeys do.
 */
export const runsBackwards = (kept: number, told: number): boolean => (kept > 0 || told > 0) && told <= kept;
