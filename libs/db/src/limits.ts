// How much one read gives at most, on every store.

/**
 * The sessions of an account that a list holds, the newest. An account keeps 50 (libs/sessions); more are there only until the
 * logins that came at once have ended them.
 */
export const SESSIONS_LISTED = 200;
