// Which failures between sending a command and reading its answer are faults of ours, and must stay visible. All others
// are the store's: a connection can break in more ways than anyone can list, and some reach us as Node's own errors.
import { GatehouseError } from '@gatehouse/errors';
import {
  BSON,
  MongoBatchReExecutionError,
  MongoCompatibilityError,
  MongoCursorExhaustedError,
  MongoCursorInUseError,
  MongoError,
  MongoInvalidArgumentError,
  MongoMissingCredentialsError,
  MongoMissingDependencyError,
  MongoServerError,
  MongoServerSelectionError,
  MongoTailableCursorError,
  MongoTransactionError,
  MongoWriteConcernError,
} from 'mongodb';
import { isOwnFault } from '../own-faults.ts';
import { storeUnavailable } from '../unavailable.ts';
import { DUPLICATE_KEY, hasCode } from './server-errors.ts';

/** The index that keeps one account per email is not there: `migrate` has not run. */
export class NotMigratedError extends Error {
  override readonly name = 'NotMigratedError';
}

/** Refused by the driver before anything was sent. */
const OUR_CLASSES = [
  MongoInvalidArgumentError,
  MongoCompatibilityError, // a server that is too old for this driver
  MongoMissingCredentialsError,
  MongoMissingDependencyError,
  MongoBatchReExecutionError,
  MongoCursorExhaustedError,
  MongoCursorInUseError,
  MongoTailableCursorError,
  MongoTransactionError,
] as const;

/** The server has read the command and says that it is wrong, or not allowed: sent again, it would be again. */
const OUR_CODES = new Set<unknown>([
  2, // BadValue
  9, // FailedToParse
  13, // Unauthorized: the user of the URL lacks a permission, which no wait gives
  14, // TypeMismatch
  15, // Overflow
  16, // InvalidLength
  20, // IllegalOperation
  21, // EmptyArrayOperation
  22, // InvalidBSON
  27, // IndexNotFound
  28, // PathNotViable
  30, // InvalidPath
  40, // ConflictingUpdateOperators
  52, // DollarPrefixedFieldName
  53, // InvalidIdField
  54, // NotSingleValueField
  56, // EmptyFieldName
  57, // DottedFieldName
  59, // CommandNotFound
  61, // ShardKeyNotFound
  66, // ImmutableField
  67, // CannotCreateIndex
  72, // InvalidOptions
  73, // InvalidNamespace
  85, // IndexOptionsConflict
  86, // IndexKeySpecsConflict
  115, // CommandNotSupported
  121, // DocumentValidationFailure
  166, // CommandNotSupportedOnView
  168, // InvalidPipelineOperator
  171, // CannotIndexParallelArrays
  197, // InvalidIndexSpecificationOption
  238, // NotImplemented
  301, // of Amazon DocumentDB: retryable writes, which the URL has to turn off
  303, // of Amazon DocumentDB: a feature that is not supported
  304, // of Amazon DocumentDB: a stage that is not supported
  322, // APIVersionError
  323, // APIStrictError
  10334, // BSONObjectTooLarge
  11000, // DuplicateKey, of anything but the email
  40324, // a stage that is not known
  40413, // IDLDuplicateField
  40414, // IDLFailedToParse
  40415, // IDLUnknownField
]);
/** What the ports promise for a failure of a call to the driver; a fault of ours comes back as it is. */
export const faultOf = (error: unknown): unknown => {
  if (error instanceof GatehouseError) return error;
  if (isEmailTaken(error)) return new GatehouseError('email_taken');
  return isOurs(error) ? error : storeUnavailable(error, secondsAskedFor(error));
};

/** No server was found in time: either it is away, or this client no longer looks for it. */
export const findsNoServer = (error: unknown): boolean =>
  error instanceof GatehouseError && error.cause instanceof MongoServerSelectionError;

/**
 * Node's own errors of a socket that had ended or was reset when a command was to be written: nothing of it has reached the
 * server. The driver neither wraps nor repeats them; what breaks later it does.
 */
export const neverLeft = (error: unknown): boolean => {
  const { syscall, code } = Object(error) as { readonly syscall?: unknown; readonly code?: unknown };
  return !(error instanceof MongoError) && (syscall === 'write' || code === 'EPIPE');
};

/** Azure Cosmos DB: more is asked than was paid for. Nothing was done, and the message says when there is room. */
const TOO_MANY_REQUESTS = 16500;

const secondsAskedFor = (error: unknown): number => {
  if (!hasCode(error, [TOO_MANY_REQUESTS])) return 0;
  return Math.ceil(Number(/RetryAfterMs=(\d{1,6})\b/.exec(error.message)?.[1] ?? 0) / 1000);
};

/** An index on the email alone refused the write. The error is not kept as a cause, since its text holds the email. */
const isEmailTaken = (error: unknown): boolean =>
  hasCode(error, [DUPLICATE_KEY]) && Object.keys((error['keyPattern'] ?? {}) as object).join() === 'email';

const isOurs = (error: unknown): boolean =>
  isOwnFault(error) ||
  OUR_CLASSES.some((ours) => error instanceof ours) ||
  isUnserializable(error) ||
  isWrongCommand(error);

/** A value that BSON cannot hold. Bytes that do not read as BSON are another class, and came from the server. */
const isUnserializable = (error: unknown): boolean =>
  error instanceof BSON.BSONError && !(error instanceof BSON.BSONOffsetError);

/** A write that is not known to be durable is the store's, whatever code it gives for that. */
const isWrongCommand = (error: unknown): boolean =>
  error instanceof MongoServerError &&
  !(error instanceof MongoWriteConcernError) &&
  OUR_CODES.has(error.code);
