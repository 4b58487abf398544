// The one base error and the closed list of codes; apart, so that a library below the HTTP layer can throw what it presents.

/** Every code that an answer may carry, exactly as the contract lists them. Codes are stable; texts are not. */
export type ErrorCode =
  | 'malformed_body'
  | 'validation_failed'
  | 'invalid_credentials'
  | 'invalid_grant'
  | 'unauthorized'
  | 'forbidden'
  | 'reauthentication_required'
  | 'second_factor_required'
  | 'not_found'
  | 'email_taken'
  | 'last_admin'
  | 'already_enrolled'
  | 'limit_reached'
  | 'body_too_large'
  | 'unsupported_media_type'
  | 'too_many_attempts'
  | 'internal_error'
  | 'store_unavailable'
  | 'timed_out';

/** One member at fault: `pointer` is an RFC 6901 JSON pointer into the body, `message` names the rule. */
export interface FieldError {
  readonly pointer: string;
  readonly message: string;
}

/** With what a login whose password was right goes on; members of the answer. */
export interface SecondFactor {
  readonly challenge_token: string;
  /** What the account has: `totp`, `recovery_code`, `passkey`. */
  readonly factors: readonly string[];
}

/** What an error knows beside its code. */
export interface GatehouseErrorOptions {
  /** What failed underneath; for the log alone, never for an answer. */
  readonly cause?: unknown;
  /** Why, in fixed words; for the log alone: never an answer's text, and never a value. */
  readonly reason?: string;
  /** For `validation_failed`: the members at fault. */
  readonly errors?: readonly FieldError[];
  /** For `second_factor_required`. */
  readonly secondFactor?: SecondFactor;
  /** For 429 and 503: the value of `Retry-After`, in seconds. */
  readonly retryAfterSeconds?: number;
}

/** Known to every copy of this module: packages that others install each bring one along. */
const MARK = Symbol.for('gatehouse.error');

/**
 * The error that use cases and adapters throw and the chain presents (RFC 9457).
 * Its `code` decides status, title and text; nothing of `cause` leaves the process but in the log. `instanceof` knows it by a
 * mark, so that an error of one copy of this class is one for every other.
 * @example
 * throw new GatehouseError('not_found');
 */
export class GatehouseError extends Error {
  override readonly name = 'GatehouseError';
  readonly code: ErrorCode;
  readonly reason: string | undefined;
  readonly errors: readonly FieldError[] | undefined;
  readonly secondFactor: SecondFactor | undefined;
  readonly retryAfterSeconds: number | undefined;

  static override [Symbol.hasInstance](value: unknown): value is GatehouseError {
    return typeof value === 'object' && value !== null && MARK in value;
  }

  constructor(code: ErrorCode, options: GatehouseErrorOptions = {}) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.reason = options.reason;
    this.errors = options.errors;
    this.secondFactor = options.secondFactor;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  get [MARK](): true {
    return true;
  }
}
