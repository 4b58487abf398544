// What this library refuses by itself, with nothing asked of a database: told by its class from what a database does.

/** A value that is no string stood where a store takes one. */
export class NotTextError extends TypeError {
  override readonly name = 'NotTextError';
}

/** A migration that the database as it is does not allow; the message tells an operator what to do. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/** A call after `close`. */
export class DatabaseClosedError extends Error {
  override readonly name = 'DatabaseClosedError';

  constructor() {
    super('The database is closed');
  }
}

export const isOwnFault = (error: unknown): boolean =>
  error instanceof NotTextError || error instanceof MigrationError || error instanceof DatabaseClosedError;
