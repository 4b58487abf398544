// Which failures of a request are faults of ours, and must stay visible; all others are the store's. And which of them mean
// that the request was not carried out, so that it may be sent again.
import { isOwnFault } from '../own-faults.ts';
import { storeUnavailable } from '../unavailable.ts';

/** The table is not there: `migrate` has not run, or the template that makes it. */
export class NotMigratedError extends Error {
  override readonly name = 'NotMigratedError';
}

/** DynamoDB has read the request and says that it is wrong, or not allowed: sent again, it would be again. */
const OUR_NAMES = new Set<unknown>([
  'AccessDeniedException', // the role lacks a permission, which no wait gives
  'ItemCollectionSizeLimitExceededException',
  'SerializationException',
  'UnknownOperationException',
  'ValidationException', // also an item of more than 400 KB
]);

/** Refused before anything was done, since the table or the account has more to do than it may. */
const THROTTLED = new Set<unknown>([
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
]);

/** No connection came about. */
const NOT_CONNECTED = new Set<unknown>([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
]);

/** What the ports promise for a failure of a request; a fault of ours comes back as it is. */
export const faultOf = (error: unknown): unknown => {
  if (isOwnFault(error) || OUR_NAMES.has(errorNameOf(error))) return error;
  return storeUnavailable(isMissingTable(error) ? new NotMigratedError(TABLE_RULE, { cause: error }) : error);
};

const TABLE_RULE = 'There is no such table: make it, and run the migration';

/** A condition of the request did not hold; nothing was written. */
export const isRefused = (error: unknown): boolean =>
  errorNameOf(error) === 'ConditionalCheckFailedException';

export const isMissingTable = (error: unknown): boolean => errorNameOf(error) === 'ResourceNotFoundException';

/** The request was not carried out: it was throttled, no connection came about, or its socket had ended before it was written. */
export const wasNotDone = (error: unknown): boolean => {
  const { code, syscall } = Object(error) as { readonly code?: unknown; readonly syscall?: unknown };
  return (
    THROTTLED.has(errorNameOf(error)) || NOT_CONNECTED.has(code) || code === 'EPIPE' || syscall === 'write'
  );
};

/** It is the store's, and another time it may go well. */
export const mayPass = (error: unknown): boolean =>
  !isOwnFault(error) && !OUR_NAMES.has(errorNameOf(error)) && !isRefused(error) && !isMissingTable(error);

/** By which AWS's client tells its errors apart. */
export const errorNameOf = (error: unknown): unknown => (Object(error) as { readonly name?: unknown }).name;
