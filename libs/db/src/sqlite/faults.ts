// Which failures of a statement are faults of ours, and must stay visible. All others are the store's: a file, a disk and
// other processes can keep us out in more ways than anyone can list.
import { GatehouseError } from '@gatehouse/errors';
import { isOwnFault } from '../own-faults.ts';
import { storeUnavailable } from '../unavailable.ts';

/**
 * Primary result codes by which SQLite says that what it was asked is wrong (sqlite.org/rescode.html). SQLITE_SCHEMA is not
 * one of them: another process has migrated meanwhile, and the next call prepares its statements anew.
 */
const OUR_RESULT_CODES = new Set([
  1, // SQLITE_ERROR: wrong SQL
  18, // SQLITE_TOOBIG
  19, // SQLITE_CONSTRAINT, of anything but the email
  20, // SQLITE_MISMATCH
  21, // SQLITE_MISUSE
  25, // SQLITE_RANGE
]);
const CONSTRAINT_UNIQUE = 2067;

/**
 * What our own code and Node's checks of arguments throw; nothing of a file or a disk comes under these names. By name, since
 * Node's errors are of another realm where code runs in a context of its own.
 */
const OUR_NAMES = new Set<unknown>(['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError']);

/** The database file is there but its tables are not, or not all: `migrate` has not run. */
export class NotMigratedError extends Error {
  override readonly name = 'NotMigratedError';
}

/** What the ports promise for a failure of a statement or of the file system; a fault of ours comes back as it is. */
export const faultOf = (error: unknown): unknown => {
  if (isEmailTaken(error)) return new GatehouseError('email_taken');
  return isUnavailable(error) ? storeUnavailable(error) : error;
};

/** The file is missing, broken, locked, full or not migrated: what is open of it is of no further use, or not now. */
export const isUnavailable = (error: unknown): boolean => {
  const code = sqliteCodeOf(error);
  return code === undefined ? !isOurs(error) : !OUR_RESULT_CODES.has(primary(code));
};

/**
 * Another connection holds the lock: the statement did nothing and may be tried again.
 * @example
 * try {
 *   file.exec('BEGIN IMMEDIATE');
 * } catch (error) {
 *   if (!isBusy(error)) throw error; // else another connection writes: try again
 * }
 */
export const isBusy = (error: unknown): boolean => {
  const code = sqliteCodeOf(error);
  return code !== undefined && (primary(code) === 5 || primary(code) === 6);
};

const isEmailTaken = (error: unknown): boolean =>
  sqliteCodeOf(error) === CONSTRAINT_UNIQUE && /\busers\.email\b/.test(String(error));

/** ERR_INVALID_STATE: a statement has no such parameter. */
const isOurs = (error: unknown): boolean => {
  const { name, code } = Object(error) as { readonly name?: unknown; readonly code?: unknown };
  return isOwnFault(error) || OUR_NAMES.has(name) || code === 'ERR_INVALID_STATE';
};

const sqliteCodeOf = (error: unknown): number | undefined =>
  typeof error === 'object' && error !== null && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode
    : undefined;

/** An extended result code carries its primary code in the low byte. */
const primary = (code: number): number => code & 0xff;
