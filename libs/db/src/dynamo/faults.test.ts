// Failures of AWS's client sorted into faults of ours, which are listed, and "the database does not answer", which is the rest.
import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from '@jest/globals';
import { DatabaseClosedError, MigrationError, NotTextError } from '../own-faults.ts';
import { faultOf, mayPass, NotMigratedError, wasNotDone } from './faults.ts';

const service = (name: string, httpStatusCode = 400) =>
  new DynamoDBServiceException({ name, $fault: 'client', $metadata: { httpStatusCode }, message: 'failed' });

const node = (code: string, fields: object = {}) => Object.assign(new Error(code), { code, ...fields });

/** Each with whether it was not carried out, so that a write may be sent again. */
const STORES: readonly (readonly [string, unknown, boolean])[] = [
  ['a throttled table', service('ProvisionedThroughputExceededException'), true],
  ['a throttled account', service('RequestLimitExceeded'), true],
  ['throttling by any name', service('ThrottlingException'), true],
  ['a fault of the service', service('InternalServerError', 500), false],
  ['a service that is away', service('ServiceUnavailable', 503), false],
  ['credentials that have expired', service('ExpiredTokenException'), false],
  ['credentials that are not known yet', service('UnrecognizedClientException'), false],
  ['no credentials', Object.assign(new Error('none'), { name: 'CredentialsProviderError' }), false],
  ['nobody who listens', node('ECONNREFUSED', { syscall: 'connect' }), true],
  ['no such name', node('ENOTFOUND', { syscall: 'getaddrinfo' }), true],
  ['a socket that had ended', node('EPIPE', { syscall: 'write' }), true],
  ['a reset while an answer was waited for', node('ECONNRESET', { syscall: 'read' }), false],
  ['no answer in time', Object.assign(new Error('late'), { name: 'TimeoutError' }), false],
  ['a type error of the client', new TypeError('undefined is not a function'), false],
  ['a thrown string', 'failed', false],
];

const OURS: readonly (readonly [string, unknown])[] = [
  ['a value that is no string', new NotTextError('no string')],
  ['a migration that cannot be done', new MigrationError('deploy the template')],
  ['a database that we closed', new DatabaseClosedError()],
  ['a wrong request, or an item that is too large', service('ValidationException')],
  ['a missing permission', service('AccessDeniedException')],
  ['an unknown operation', service('UnknownOperationException')],
];

describe('faults of DynamoDB', () => {
  test.each(STORES)(
    '%s is store_unavailable, with the cause and a time to retry',
    (_name, error, notDone) => {
      expect(faultOf(error)).toMatchObject({ code: 'store_unavailable', cause: error, retryAfterSeconds: 2 });
      expect(mayPass(error)).toBe(true);
      expect(wasNotDone(error)).toBe(notDone);
    },
  );

  test.each(OURS)('%s stays what it is, and is not tried again', (_name, error) => {
    expect(faultOf(error)).toBe(error);
    expect(mayPass(error)).toBe(false);
    expect(wasNotDone(error)).toBe(false);
  });

  test('a table that is not there says that it is to be made', () => {
    const error = service('ResourceNotFoundException');
    const cause: unknown = expect.any(NotMigratedError);
    expect(faultOf(error)).toMatchObject({ code: 'store_unavailable', cause });
    expect(mayPass(error)).toBe(false);
  });
});
