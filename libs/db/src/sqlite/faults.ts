// Which failures of SQLite mean "the database does not answer", and which are faults of ours that must stay visible.
import { GatehouseError } from '@gatehouse/errors';
import { storeUnavailable } from '../unavailable.ts';

/** Primary result codes by which the file, the disk or another process keeps us out (sqlite.org/rescode.html). */
const UNAVAILABLE = new Set([
  3, // SQLITE_PERM
  5, // SQLITE_BUSY
  6, // SQLITE_LOCKED
  7, // SQLITE_NOMEM
  8, // SQLITE_READONLY
  10, // SQLITE_IOERR
  11, // SQLITE_CORRUPT
  13, // SQLITE_FULL
  14, // SQLITE_CANTOPEN
  15, // SQLITE_PROTOCOL
  26, // SQLITE_NOTADB
]);
const CONSTRAINT_UNIQUE = 2067;

/** The database file is there but its tables are not, or not all: `migrate` has not run. */
export class NotMigratedError extends Error {
  override readonly name = 'NotMigratedError';
}

/** What the ports promise for a failure of SQLite or of the file system; a fault of ours comes back as it is. */
export const faultOf = (error: unknown): unknown => {
  if (isEmailTaken(error)) return new GatehouseError('email_taken');
  return isUnavailable(error) ? storeUnavailable(error) : error;
};

/** The file is missing, broken, locked, full or not migrated: what is open of it is of no further use, or not now. */
export const isUnavailable = (error: unknown): boolean => {
  const code = sqliteCodeOf(error);
  if (code !== undefined) return UNAVAILABLE.has(primary(code));
  return error instanceof NotMigratedError || isFileFault(error);
};

/** Another connection holds the lock: the statement did nothing and may be tried again. */
export const isBusy = (error: unknown): boolean => {
  const code = sqliteCodeOf(error);
  return code !== undefined && (primary(code) === 5 || primary(code) === 6);
};

const isEmailTaken = (error: unknown): boolean =>
  sqliteCodeOf(error) === CONSTRAINT_UNIQUE && /\busers\.email\b/.test(String(error));

/** An error of the file system, from looking for the file or making it. */
const isFileFault = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'syscall' in error && 'errno' in error;

const sqliteCodeOf = (error: unknown): number | undefined =>
  typeof error === 'object' && error !== null && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode
    : undefined;

/** An extended result code carries its primary code in the low byte. */
const primary = (code: number): number => code & 0xff;
