// Which failures of the driver mean "the database does not answer", and which are faults of ours that must stay visible.
import { GatehouseError } from '@gatehouse/errors';
import {
  MongoClientClosedError,
  MongoError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoServerClosedError,
  MongoServerError,
  MongoStalePrimaryError,
  MongoSystemError,
  MongoTopologyClosedError,
  MongoWriteConcernError,
} from 'mongodb';
import { storeUnavailable } from '../unavailable.ts';

/** No answer in the time that one operation has. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

/** The index that keeps one account per email is not there: `migrate` has not run. */
export class NotMigratedError extends Error {
  override readonly name = 'NotMigratedError';
}

const UNAVAILABLE_CLASSES = [
  DeadlineError,
  NotMigratedError,
  MongoNetworkError, // also a cleared pool and a socket's time-out
  MongoSystemError, // also server selection
  MongoWriteConcernError, // written, but not known to be durable
  MongoStalePrimaryError,
  MongoTopologyClosedError,
  MongoServerClosedError,
  MongoNotConnectedError,
  MongoClientClosedError,
] as const;

/** The server's own way of saying that it cannot serve now: away, shutting down, electing, overloaded, locked, full. */
const UNAVAILABLE_CODES = new Set<unknown>([
  6, // HostUnreachable
  7, // HostNotFound
  18, // AuthenticationFailed: rotated credentials that have not arrived everywhere
  24, // LockTimeout
  50, // MaxTimeMSExpired
  64, // WriteConcernTimeout
  89, // NetworkTimeout
  91, // ShutdownInProgress
  100, // UnsatisfiableWriteConcern: too few members for a majority
  133, // FailedToSatisfyReadPreference: a shard has no primary
  134, // ReadConcernMajorityNotAvailableYet
  189, // PrimarySteppedDown
  202, // NetworkInterfaceExceededTimeLimit
  262, // ExceededTimeLimit
  8000, // AtlasError: Atlas's name for a failed authentication
  9001, // SocketException
  10107, // NotWritablePrimary
  11600, // InterruptedAtShutdown
  11602, // InterruptedDueToReplStateChange
  13435, // NotPrimaryNoSecondaryOk
  13436, // NotPrimaryOrSecondary
  14031, // OutOfDiskSpace
]);
const UNAVAILABLE_LABELS = ['RetryableWriteError', 'SystemOverloadedError'];
const DUPLICATE_KEY = 11000;

/** What the ports promise for a failure of the driver; a fault of ours comes back as it is. */
export const faultOf = (error: unknown): unknown => {
  if (isEmailTaken(error)) return new GatehouseError('email_taken');
  return isUnavailable(error) ? storeUnavailable(error) : error;
};

/** An index on the email alone refused the write. The error is not kept as a cause, since its text holds the email. */
const isEmailTaken = (error: unknown): boolean =>
  error instanceof MongoServerError &&
  error.code === DUPLICATE_KEY &&
  Object.keys((error['keyPattern'] ?? {}) as object).join() === 'email';

const isUnavailable = (error: unknown): boolean =>
  UNAVAILABLE_CLASSES.some((unavailable) => error instanceof unavailable) ||
  (error instanceof MongoError && (UNAVAILABLE_CODES.has(error.code) || isWaitOrOverload(error))) ||
  isNameLookupFault(error);

/** The driver does not export the class of a pool that had no connection in time. */
const isWaitOrOverload = (error: MongoError): boolean =>
  error.name === 'MongoWaitQueueTimeoutError' ||
  UNAVAILABLE_LABELS.some((label) => error.hasErrorLabel(label));

/** mongodb+srv: the lookup of the hosts failed; Node's own error, which the driver passes on. */
const isNameLookupFault = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && /^(query|getaddrinfo)/.test(String(error.syscall));
