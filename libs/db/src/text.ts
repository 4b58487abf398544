// The last check before a value meets a query, for callers that the compiler does not see; both adapters use it.

/**
 * The value itself when it is a string. Anything else is a fault of the caller: as a query operator (`{"$ne": null}`)
 * it would match what nobody asked for, and SQLite would quietly turn a number into text.
 * @throws TypeError
 */
export const requireText = (value: string): string => {
  if (typeof value !== 'string') throw new TypeError('A store takes a string here');
  return value;
};
