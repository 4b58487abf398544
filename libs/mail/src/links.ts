// What the sender and the routes that take its links agree on: to what a token is bound, and how long a link is good.

/** How long a `verify_email` link is good; that of a waiting registration ends with the registration. */
export const VERIFY_SECONDS = 24 * 3600;
/** How long a `reset_password` link is good. */
export const RESET_SECONDS = 30 * 60;

/** The binding of `verify_email` and `reset_password` links of a registration that waits; of the account's own address it is the address. */
export const WAITING_BINDING = 'waiting';
/** The binding of the link that confirms a pending address. */
export const pendingBinding = (pendingId: string): string => `pending:${pendingId}`;
/** The binding of a `reset_password` link of an account. */
export const resetBinding = (credentialGeneration: number): string => String(credentialGeneration);
