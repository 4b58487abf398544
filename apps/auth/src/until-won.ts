// The loop around a compare-and-swap: one that is lost to another write reads again, and decides again.
import { GatehouseError } from '@gatehouse/errors';

const ATTEMPTS = 8;

/** What the first attempt gives that was not lost, which null says. Throws `store_unavailable` when others keep getting in between. */
export const untilWon = async <Won>(attempt: () => Promise<Won | null>): Promise<Won> => {
  for (let count = 0; count < ATTEMPTS; count += 1) {
    const won = await attempt();
    if (won !== null) return won;
  }
  throw new GatehouseError('store_unavailable', { retryAfterSeconds: 1 });
};
