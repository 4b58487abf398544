// The end of one operation's time. The driver bounds each of its steps, not their sum, so the promise is kept here.
import { DeadlineError } from './faults.ts';

/**
 * The result of `work`, or a `DeadlineError` after `timeoutMs`. Work that is late goes on until the driver's own limits
 * end it, and a write may still arrive: to its caller it is as if the answer had been lost.
 */
export const withinDeadline = async <T>(timeoutMs: number, work: Promise<T>): Promise<T> => {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new DeadlineError(`No answer within ${timeoutMs} ms`)), timeoutMs);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};
