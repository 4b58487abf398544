// The one base error and the closed list of codes; apart, so that a library below the HTTP layer can throw what it presents.
/**
 * The error that use cases and adapters throw and the chain presents (RFC 9457).
 * Its `code` decides status, title and text; nothing of `cause` leaves the process but in the log.
 */
export class GatehouseError extends Error {
  name = 'GatehouseError';
  code;
  errors;
  retryAfterSeconds;
  constructor(code, options = {}) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.errors = options.errors;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
