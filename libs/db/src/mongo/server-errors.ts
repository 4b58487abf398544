// What the server says of a command, by its code.
import { MongoServerError } from 'mongodb';

/** Another document has the key. */
export const DUPLICATE_KEY = 11000;

/** A collection that nothing has been written to. */
export const NAMESPACE_NOT_FOUND = 26;

export const hasCode = (error: unknown, codes: readonly number[]): error is MongoServerError =>
  error instanceof MongoServerError && codes.includes(Number(error.code));

/** What `pending` gives, and `otherwise` where the server fails it with one of these codes. */
export const unlessCode = async <T>(
  pending: Promise<T>,
  codes: readonly number[],
  otherwise: T,
): Promise<T> => {
  try {
    return await pending;
  } catch (error) {
    if (hasCode(error, codes)) return otherwise;
    throw error;
  }
};

/** Whether the write went through: false where another document has the key. */
export const unlessThere = (write: Promise<unknown>): Promise<boolean> =>
  unlessCode(
    write.then(() => true),
    [DUPLICATE_KEY],
    false,
  );
