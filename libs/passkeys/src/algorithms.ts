// The algorithms that passkeys may sign with, by their numbers in COSE, the best first.

/** Ed25519, ECDSA on P-256 with SHA-256, and RSA with PKCS #1 and SHA-256, which Windows Hello needs. */
export const ALGORITHMS: readonly number[] = [-8, -7, -257];
