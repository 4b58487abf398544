// The end of one call's time. The driver bounds each of its steps, not their sum, so the promise is kept here.
import { timeLeftMs } from '@gatehouse/deadline';
import type { GatehouseError } from '@gatehouse/errors';
import { storeUnavailable } from './unavailable.ts';

/** No answer in the time that was left. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

/**
 * The result of `work`, or `store_unavailable` after `limitMs` or what the request has left, whichever is less; with nothing
 * left, `work` does not begin. `over` is aborted when it is answered: what has not been sent by then is not to be sent any more. What
 * has been goes on until the driver's own limits end it, and a write may still arrive: to its caller it is as if the answer had been
 * lost.
 */
export const withinDeadline = async <T>(
  limitMs: number,
  work: (over: AbortSignal) => Promise<T>,
): Promise<T> => {
  const leftMs = timeLeftMs(limitMs);
  if (leftMs <= 0) throw tooLate('No time of the request was left for this call');
  const over = new AbortController();
  try {
    return await inTime(leftMs, work(over.signal));
  } finally {
    over.abort();
  }
};

/**
 * What `pending` gives, or `store_unavailable` after `leftMs`. What has come is not late: a process that was busy, or frozen, for
 * longer finds the timer due before it has read its sockets, so that one turn of them comes first.
 */
export const inTime = async <T>(leftMs: number, pending: Promise<T>): Promise<T> => {
  if (leftMs === Infinity) return pending;
  const { promise: late, reject } = Promise.withResolvers<never>();
  const refuse = (): void => reject(tooLate(`No answer within ${Math.ceil(leftMs)} ms`));
  const timer = setTimeout(() => setImmediate(() => setImmediate(refuse)), leftMs);
  try {
    return await Promise.race([pending, late]);
  } finally {
    clearTimeout(timer);
  }
};

const tooLate = (why: string): GatehouseError => storeUnavailable(new DeadlineError(why));
