// Waiting for another process's lock. SQLite's own busy handler would sleep on the event loop and hold up every other
// request of the process, so that a few of them in a row would pass the five seconds; waiting here lets them go on.
import { setTimeout as sleep } from 'node:timers/promises';
import { timeLeftMs, withBudget } from '@gatehouse/deadline';
import { isBusy } from './faults.ts';

const LONGEST_PAUSE_MS = 25;

/**
 * The result of `attempt`, tried again with growing, uneven pauses while the database is locked and time is left: of
 * `limitMs` and of the request. The first attempt waits for nobody, so that it is made even when no time is left.
 */
export const retryWhileBusy = async <T>(limitMs: number, attempt: () => T): Promise<T> =>
  withBudget(limitMs, () => retryWithinBudget(attempt));

const retryWithinBudget = async <T>(attempt: () => T): Promise<T> => {
  for (let pauseMs = 1; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error) || timeLeftMs(Infinity) < pauseMs) throw error;
    }
    await sleep(pauseMs * (0.5 + Math.random()));
  }
};
