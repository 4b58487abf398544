// Failures of SQLite sorted into "the database does not answer" and faults of ours.
import { describe, expect, test } from '@jest/globals';
import { GatehouseError } from '@gatehouse/errors';
import { DatabaseSync } from 'node:sqlite';
import { DatabaseClosedError, MigrationError, NotTextError } from '../own-faults.ts';
import { NotMigratedError, faultOf, isBusy } from './faults.ts';

const sqliteError = (errcode: number, message = 'failed') =>
  Object.assign(new Error(message), { code: 'ERR_SQLITE_ERROR', errcode });

const STORES: readonly [string, unknown][] = [
  ['an internal error of SQLite', sqliteError(2)],
  ['no permission', sqliteError(3)],
  ['an abort', sqliteError(4)],
  ['busy', sqliteError(5)],
  ['busy with a snapshot (extended code)', sqliteError(517)],
  ['locked', sqliteError(6)],
  ['out of memory', sqliteError(7)],
  ['read-only', sqliteError(8)],
  ['interrupted', sqliteError(9)],
  ['an input or output error', sqliteError(10)],
  ['a failed sync (extended code)', sqliteError(1034)],
  ['corrupt', sqliteError(11)],
  ['disk full', sqliteError(13)],
  ['cannot open', sqliteError(14)],
  ['a schema that changed under a statement', sqliteError(17)],
  ['no large files', sqliteError(22)],
  ['not a database', sqliteError(26)],
  ['a code that nobody knows yet', sqliteError(99)],
  ['not migrated', new NotMigratedError('run the migration')],
  ['a folder that cannot be made', Object.assign(new Error('EACCES'), { syscall: 'mkdir', errno: -13 })],
  ['any other error', new Error('failed')],
  ['a thrown string', 'failed'],
];

const OURS: readonly [string, unknown][] = [
  ['wrong SQL', sqliteError(1, 'no such table: user')],
  ['a value that is too big', sqliteError(18)],
  ['a null where none may be', sqliteError(1299, 'NOT NULL constraint failed: users.email')],
  ['a primary key that is there', sqliteError(1555, 'UNIQUE constraint failed: users.id')],
  ['a value of the wrong type', sqliteError(20)],
  ['misuse', sqliteError(21)],
  ['a parameter out of range', sqliteError(25)],
  ['a value that is no string', new NotTextError('no string')],
  ['a migration that cannot be done', new MigrationError('migrate with the newer release')],
  ['a database that we closed', new DatabaseClosedError()],
  ['a bug in what reads a row', new TypeError("Cannot read properties of undefined (reading 'id')")],
  ['a text in a row that does not parse', new SyntaxError('Unexpected token')],
];

describe('faults of SQLite', () => {
  test.each(STORES)('%s is store_unavailable, with the cause and a time to retry', (_name, error) => {
    expect(faultOf(error)).toMatchObject({ code: 'store_unavailable', cause: error, retryAfterSeconds: 2 });
  });

  test.each(OURS)('%s stays what it is', (_name, error) => {
    expect(faultOf(error)).toBe(error);
  });

  test.each([
    ['an argument that no column takes', ':a', { a: new Date() }],
    ['a parameter that the statement does not have', ':a', { b: 1 }],
    ['a number that JavaScript cannot hold', '9007199254740993', {}],
    ['a statement that does not parse', 'FROM', {}],
  ])('%s stays what SQLite itself makes of it', (_name, sql, values) => {
    const database = new DatabaseSync(':memory:');
    const error = thrownBy(() => database.prepare(`SELECT ${sql}`).all(values as never));
    expect(error).toHaveProperty('message');
    expect(faultOf(error)).toBe(error);
    database.close();
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

const thrownBy = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return error;
  }
};
