// When a refused login is answered. Hashes of our kind cost what an unknown email does; while there are others, whose cost is their
// own, or an old system is asked about unknown emails, every refusal waits until the same time after its attempt began.
import { setTimeout } from 'node:timers/promises';
import type { ValueStore } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import { IMPORTED_HASHES } from './imported-hashes.ts';

/** The shared value that says, in milliseconds, how long a refusal takes at least. An import sets it by the slowest kind it took. */
export const REFUSAL_FLOOR_MS = 'refusal_floor_ms';

export interface Refusals {
  /**
   * Runs an attempt, which can ask how many milliseconds ago it began. Where it is refused with `invalid_credentials`, that comes no
   * sooner than the floor.
   */
  evenly<T>(attempt: (elapsedMs: () => number) => Promise<T>): Promise<T>;
}

export interface RefusalsOptions {
  readonly values: () => Promise<Pick<ValueStore, 'find'>>;
  /** The least that the floor is, in milliseconds, whatever the store says; 0. */
  readonly leastMs?: number;
  /** A clock in milliseconds. Default: the process's own, which nobody sets. */
  readonly now?: () => number;
  readonly wait?: (ms: number) => Promise<unknown>;
}

/** Both values are read by a refusal, and believed for so long. */
const BELIEVED_MS = 10_000;

/** An answer has five seconds, and the attempt is counted before it begins. */
const MAX_FLOOR_MS = 4_500;

export const createRefusals = ({
  values,
  leastMs = 0,
  now = () => performance.now(),
  wait = setTimeout,
}: RefusalsOptions): Refusals => {
  let known = { floorMs: 0, until: -Infinity };
  const floorMs = async (): Promise<number> => {
    if (now() >= known.until)
      known = { floorMs: Math.max(leastMs, await readFloor(await values())), until: now() + BELIEVED_MS };
    return known.floorMs;
  };
  return {
    async evenly(attempt) {
      const began = now();
      try {
        return await attempt(() => now() - began);
      } catch (error) {
        if (error instanceof GatehouseError && error.code === 'invalid_credentials') {
          const leftMs = began + (await floorMs()) - now();
          if (leftMs > 0) await wait(Math.ceil(leftMs));
        }
        throw error;
      }
    },
  };
};

const readFloor = async (values: Pick<ValueStore, 'find'>): Promise<number> => {
  const numberOf = async (name: string): Promise<number> => Number((await values.find(name)) ?? 0);
  if (!((await numberOf(IMPORTED_HASHES)) > 0)) return 0;
  const floorMs = await numberOf(REFUSAL_FLOOR_MS);
  return floorMs > 0 ? Math.min(floorMs, MAX_FLOOR_MS) : 0;
};
