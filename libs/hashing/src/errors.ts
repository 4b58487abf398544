// The errors of this library. None of their messages holds a password, a hash or a pepper.

/**
 * - `malformed_hash`: a text that is no hash of a kind that is verified here
 * - `unsupported_hash`: another algorithm or version, or parameters out of bounds
 * - `unknown_pepper`: hashed with a pepper that is not there (any more)
 * - `malformed_password`: text that UTF-8 cannot carry (a lone surrogate)
 * - `malformed_peppers`: a list of peppers that cannot be read
 */
export type HashErrorCode =
  'malformed_hash' | 'unsupported_hash' | 'unknown_pepper' | 'malformed_password' | 'malformed_peppers';

/**
 * A hash, a password or a pepper that cannot be worked with. A wrong password is none: `verify` says false.
 * @example
 * const matches = await hasher.verify(password, storedHash).catch((error: unknown) => {
 *   if (error instanceof HashError) return false; // a hash that nobody can verify: error.code says why
 *   throw error;
 * });
 */
export class HashError extends Error {
  override readonly name = 'HashError';
  readonly code: HashErrorCode;

  constructor(code: HashErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * More is to be hashed than can be in time. No password was looked at.
 * @example
 * const phc = await hasher.hash(password).catch((error: unknown) => {
 *   if (error instanceof BusyError) console.warn(`come back in ${error.retryAfterSeconds} s`); // a 503
 *   throw error;
 * });
 */
export class BusyError extends Error {
  override readonly name = 'BusyError';
  /** When there is likely room again; 1 at least. */
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super('more passwords are to be hashed than can be in time');
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** For a hash whose text breaks off, or has a value where none of its kind stands. */
export const malformedHash = (): never => {
  throw new HashError('malformed_hash', 'the password hash has not the form of its kind');
};

/** `what` completes a sentence of fixed words, such as "the version". */
export const unsupportedHash = (what: string): never => {
  throw new HashError('unsupported_hash', `${what} of the password hash is not supported`);
};
