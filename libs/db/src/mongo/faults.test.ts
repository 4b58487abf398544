// Failures of the driver sorted into "the database does not answer" and faults of ours.
import { describe, expect, test } from '@jest/globals';
import { GatehouseError } from '@gatehouse/errors';
import {
  MongoClientClosedError,
  MongoError,
  MongoInvalidArgumentError,
  MongoNetworkError,
  MongoNetworkTimeoutError,
  MongoNotConnectedError,
  MongoServerError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
  MongoWriteConcernError,
} from 'mongodb';
import { DeadlineError, NotMigratedError, faultOf } from './faults.ts';

const serverError = (code: number, fields: object = {}) =>
  new MongoServerError({ code, message: 'failed', ...fields });

const named = (name: string): MongoError =>
  Object.defineProperty(new MongoError('failed'), 'name', { value: name });

const labelled = (label: string): MongoError => {
  const error = serverError(1);
  error.addErrorLabel(label);
  return error;
};

const lookup = (syscall: string) => Object.assign(new Error('no such name'), { code: 'ENOTFOUND', syscall });

const AWAY: readonly [string, unknown][] = [
  ['a network error', new MongoNetworkError('reset')],
  ['a socket time-out', new MongoNetworkTimeoutError('timed out')],
  ['no server to select', new MongoServerSelectionError('none', { servers: new Map() } as never)],
  ['a closed topology', new MongoTopologyClosedError()],
  ['a closed client', new MongoClientClosedError()],
  ['no connection', new MongoNotConnectedError('none')],
  ['no free connection in the pool', named('MongoWaitQueueTimeoutError')],
  [
    'a write that no majority confirmed',
    new MongoWriteConcernError({ writeConcernError: { code: 64 } } as never),
  ],
  ['a stepped-down primary', serverError(189)],
  ['no longer a primary', serverError(10107)],
  ['a shutdown', serverError(11600)],
  ['a server out of time', serverError(50)],
  ['refused credentials', serverError(18)],
  ['a full disk', serverError(14031)],
  ['a retryable write that was not retried', labelled('RetryableWriteError')],
  ['an overloaded server', labelled('SystemOverloadedError')],
  ['a failed lookup of the service record', lookup('querySrv')],
  ['no time left', new DeadlineError('no answer')],
  ['not migrated', new NotMigratedError('run the migration')],
];

const OURS: readonly [string, unknown][] = [
  ['a query that cannot be parsed', serverError(9)],
  ['a document of the wrong type', serverError(14)],
  ['a missing permission', serverError(13)],
  ['a taken id', serverError(11000, { keyPattern: { _id: 1 } })],
  ['a taken key of several fields', serverError(11000, { keyPattern: { email: 1, tenant: 1 } })],
  ['a wrong argument', new MongoInvalidArgumentError('wrong')],
  ['a type error', new TypeError('no string')],
  ['a thrown string', 'failed'],
];

describe('faults of MongoDB', () => {
  test.each(AWAY)('%s is store_unavailable, with the cause and a time to retry', (_name, error) => {
    expect(faultOf(error)).toMatchObject({ code: 'store_unavailable', cause: error, retryAfterSeconds: 2 });
  });

  test.each(OURS)('%s stays what it is', (_name, error) => {
    expect(faultOf(error)).toBe(error);
  });

  test('the unique index on the email says email_taken, without the cause that would repeat the email', () => {
    const fault = faultOf(
      serverError(11000, { keyPattern: { email: 1 }, keyValue: { email: 'a@example.com' } }),
    );
    expect(fault).toEqual(new GatehouseError('email_taken'));
    expect(fault).not.toHaveProperty('cause');
  });
});
