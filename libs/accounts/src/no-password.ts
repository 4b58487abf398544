// What stands in the place of a hash where an account has no password that signs in: after a restore, or an import without its hash,
// until its owner resets it.

/**
 * The hash of no password: verified at the cost of an unknown account, and told to nobody. A reset by mail puts a real one in its
 * place. It has the beginning of our own hashes, so that it is not counted among those that were imported.
 */
export const NO_PASSWORD = '$argon2id$v=19$no-password';
