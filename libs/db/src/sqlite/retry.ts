// Waiting for another process's lock. SQLite's own busy handler would sleep on the event loop and hold up every other
// request of the process, so that a few of them in a row would pass the five seconds; waiting here lets them go on.
import { setTimeout as sleep } from 'node:timers/promises';
import { isBusy } from './faults.ts';

const LONGEST_PAUSE_MS = 25;

/** The result of `attempt`, tried again with growing, uneven pauses while the database is locked and time is left. */
export const retryWhileBusy = async <T>(timeoutMs: number, attempt: () => T): Promise<T> => {
  const deadline = performance.now() + timeoutMs;
  for (let pauseMs = 1; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error) || performance.now() + pauseMs > deadline) throw error;
    }
    await sleep(pauseMs * (0.5 + Math.random()));
  }
};
