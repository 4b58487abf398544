// The last check before a value meets a query, for callers that the compiler does not see; both adapters use it.
import { NotTextError } from './own-faults.ts';

/**
 * The value itself when it is a string. Anything else is a fault of the caller: as a query operator (`{"$ne": null}`)
 * it would match what nobody asked for, and SQLite would quietly turn a number into text.
 * @throws NotTextError, which is a TypeError
 */
export const requireText = (value: string): string => {
  if (typeof value !== 'string') throw new NotTextError('A store takes a string here');
  return value;
};
