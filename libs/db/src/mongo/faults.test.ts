// Failures of the driver sorted into faults of ours, which are listed, and "the database does not answer", which is the rest.
import { describe, expect, test } from '@jest/globals';
import { GatehouseError } from '@gatehouse/errors';
import * as driver from 'mongodb';
import { DatabaseClosedError, MigrationError, NotTextError } from '../own-faults.ts';
import { NotMigratedError, faultOf } from './faults.ts';

const serverError = (code: number, fields: object = {}) =>
  new driver.MongoServerError({ code, message: 'failed', ...fields });

const node = (code: string, message: string, fields: object = {}) =>
  Object.assign(new Error(message), { code, ...fields });

const STORES: readonly [string, unknown][] = [
  ['a socket that the other party ended', node('EPIPE', 'This socket has been ended by the other party')],
  ['a reset', node('ECONNRESET', 'read ECONNRESET', { syscall: 'read', errno: -104 })],
  [
    'a stream that was destroyed',
    node('ERR_STREAM_DESTROYED', 'Cannot call write after a stream was destroyed'),
  ],
  ['a socket that is closed', node('ERR_SOCKET_CLOSED', 'Socket is closed')],
  ['a certificate that has expired', node('CERT_HAS_EXPIRED', 'certificate has expired')],
  ['a failed lookup of the service record', node('ENOTFOUND', 'no such name', { syscall: 'querySrv' })],
  ['a type error of the driver', new TypeError("Cannot read properties of undefined (reading 'pool')")],
  ['a thrown string', 'failed'],
  ['bytes that are no BSON', new driver.BSON.BSONOffsetError('value reports length larger than document', 5)],
  ['a server error of any other code', serverError(4711)],
  ['a server error without a code', new driver.MongoServerError({ message: 'failed' })],
  ['a stepped-down primary', serverError(189)],
  ['a server out of time', serverError(50)],
  ['refused credentials', serverError(18)],
  ['a full disk', serverError(14031)],
  [
    'a write that no majority confirmed',
    new driver.MongoWriteConcernError({ writeConcernError: { code: 64 } } as never),
  ],
  [
    'one whose concern failed for what looks like a bad value',
    new driver.MongoWriteConcernError({ code: 2, writeConcernError: { code: 2 } } as never),
  ],
  ['not migrated', new NotMigratedError('run the migration')],
];

const OURS: readonly [string, unknown][] = [
  ['a value that is no string', new NotTextError('no string')],
  ['a migration that cannot be done', new MigrationError('resolve them')],
  ['a database that we closed', new DatabaseClosedError()],
  ['a value that BSON cannot hold', new driver.BSON.BSONError('cannot serialize')],
  ['a bad value', serverError(2)],
  ['a query that cannot be parsed', serverError(9)],
  ['a document of the wrong type', serverError(14)],
  ['an index that is not there', serverError(27)],
  ['a missing permission', serverError(13)],
  ['an unknown command', serverError(59)],
  ['a document that a validator refuses', serverError(121)],
  ['a taken id', serverError(11000, { keyPattern: { _id: 1 } })],
  ['a taken key of several fields', serverError(11000, { keyPattern: { email: 1, tenant: 1 } })],
];

describe('faults of MongoDB', () => {
  test.each(STORES)('%s is store_unavailable, with the cause and a time to retry', (_name, error) => {
    expect(faultOf(error)).toMatchObject({ code: 'store_unavailable', cause: error, retryAfterSeconds: 2 });
  });

  test.each(OURS)('%s stays what it is', (_name, error) => {
    expect(faultOf(error)).toBe(error);
  });

  test('of the classes of the driver, these alone are ours, and any other that it has or gains is the store’s', () => {
    const ours = Object.values(driver)
      .filter((member): member is typeof driver.MongoError => isErrorClass(member))
      .filter(({ prototype }) => faultOf(Object.create(prototype)) instanceof GatehouseError === false)
      .map(({ name }) => name);
    expect(ours.sort()).toEqual([
      'MongoBatchReExecutionError',
      'MongoCompatibilityError',
      'MongoCursorExhaustedError',
      'MongoCursorInUseError',
      'MongoInvalidArgumentError',
      'MongoMissingCredentialsError',
      'MongoMissingDependencyError',
      'MongoTailableCursorError',
      'MongoTransactionError',
    ]);
  });

  test('the unique index on the email says email_taken, without the cause that would repeat the email', () => {
    const fault = faultOf(
      serverError(11000, { keyPattern: { email: 1 }, keyValue: { email: 'a@example.com' } }),
    );
    expect(fault).toEqual(new GatehouseError('email_taken'));
    expect(fault).not.toHaveProperty('cause');
  });
});

const isErrorClass = (member: unknown): boolean =>
  typeof member === 'function' && member.prototype instanceof Error;
