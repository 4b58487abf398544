// The loop around a compare-and-swap: one that is lost to another write reads again, and decides again.
import { setTimeout } from 'node:timers/promises';
import { timeLeftMs } from '@gatehouse/deadline';
import { GatehouseError } from '@gatehouse/errors';

/** Waits before the next attempt, which is told by its number. */
export type Pause = (attempt: number) => Promise<unknown>;

export interface Contest {
  /** Default: longer from attempt to attempt, by chance. */
  readonly pause?: Pause | undefined;
  /** What is said in the log of one that is lost for good. Default: that others kept getting in between. */
  readonly reason?: string;
}

/**
 * What the first attempt gives that was not lost, which null says. Throws `store_unavailable` when others keep getting in between, or
 * until the request has no time left.
 */
export const untilWon = async <Won>(
  attempt: () => Promise<Won | null>,
  { pause = pauseByChance, reason = 'others kept getting in between' }: Contest = {},
): Promise<Won> => {
  for (let count = 0; count < ATTEMPTS; count += 1) {
    const won = await attempt();
    if (won !== null) return won;
    if (timeLeftMs(Infinity) <= 0) break;
    await pause(count);
  }
  throw new GatehouseError('store_unavailable', { reason, retryAfterSeconds: 1 });
};

const ATTEMPTS = 16;
const LONGEST_PAUSE_MS = 1000;

/**
 * Two who got in each other's way must not meet again, so that each waits for a time of its own. It doubles until many at once take less
 * time for their attempts than they wait between them, on a store that is slow too: then one of them is alone for once.
 */
export const pauseMsFor = (attempt: number, random: () => number = Math.random): number =>
  random() * Math.min(LONGEST_PAUSE_MS, 4 * 2 ** attempt);

const pauseByChance: Pause = (attempt) => setTimeout(timeLeftMs(pauseMsFor(attempt)));
