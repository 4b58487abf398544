// What the server says of a document whose key is there already.
import { DUPLICATE_KEY, hasCode } from './server-errors.ts';

/** Another document has the key. */
export const isDuplicate = (error: unknown): boolean => hasCode(error, [DUPLICATE_KEY]);

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
