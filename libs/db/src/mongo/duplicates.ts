// What the server says of a document whose key is there already.
import { MongoServerError } from 'mongodb';

const DUPLICATE_KEY = 11000;

/** Another document has the key. */
export const isDuplicate = (error: unknown): boolean =>
  error instanceof MongoServerError && error.code === DUPLICATE_KEY;

/** Whether the write went through: false where another document has the key. */
export const unlessThere = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await write;
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
};
