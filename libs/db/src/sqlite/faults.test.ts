// Failures of SQLite sorted into "the database does not answer" and faults of ours.
import { describe, expect, test } from '@jest/globals';
import { GatehouseError } from '@gatehouse/errors';
import { NotMigratedError, faultOf, isBusy } from './faults.ts';

const sqliteError = (errcode: number, message = 'failed') =>
  Object.assign(new Error(message), { code: 'ERR_SQLITE_ERROR', errcode });

const AWAY: readonly [string, unknown][] = [
  ['busy', sqliteError(5)],
  ['busy with a snapshot (extended code)', sqliteError(517)],
  ['locked', sqliteError(6)],
  ['no permission', sqliteError(3)],
  ['out of memory', sqliteError(7)],
  ['read-only', sqliteError(8)],
  ['a failed sync (extended code)', sqliteError(1034)],
  ['corrupt', sqliteError(11)],
  ['disk full', sqliteError(13)],
  ['cannot open', sqliteError(14)],
  ['not a database', sqliteError(26)],
  ['not migrated', new NotMigratedError('run the migration')],
  ['a folder that cannot be made', Object.assign(new Error('EACCES'), { syscall: 'mkdir', errno: -13 })],
];

const OURS: readonly [string, unknown][] = [
  ['wrong SQL', sqliteError(1, 'no such table: user')],
  ['a null where none may be', sqliteError(1299, 'NOT NULL constraint failed: users.email')],
  ['a primary key that is there', sqliteError(1555, 'UNIQUE constraint failed: users.id')],
  ['misuse', sqliteError(21)],
  ['a type error', new TypeError('no string')],
  ['a thrown string', 'failed'],
];

describe('faults of SQLite', () => {
  test.each(AWAY)('%s is store_unavailable, with the cause and a time to retry', (_name, error) => {
    expect(faultOf(error)).toMatchObject({ code: 'store_unavailable', cause: error, retryAfterSeconds: 2 });
  });

  test.each(OURS)('%s stays what it is', (_name, error) => {
    expect(faultOf(error)).toBe(error);
  });

  test('the unique index on the email says email_taken, without a cause', () => {
    const fault = faultOf(sqliteError(2067, 'UNIQUE constraint failed: users.email'));
    expect(fault).toEqual(new GatehouseError('email_taken'));
    expect(fault).not.toHaveProperty('cause');
  });

  test('only locks are worth another attempt', () => {
    expect([5, 6, 261, 517].map((code) => isBusy(sqliteError(code)))).toEqual([true, true, true, true]);
    expect([13, 14, 2067].map((code) => isBusy(sqliteError(code)))).toEqual([false, false, false]);
    expect(isBusy(new Error('busy'))).toBe(false);
  });
});
