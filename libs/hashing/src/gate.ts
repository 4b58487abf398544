// Bounds how much is hashed at once: each hash takes a thread of libuv's four and megabytes of memory, and a burst
// of logins must leave some for the database driver's look-ups and for files. What waits is bounded too: by the time that
// it would wait, for a caller who is told at once can come back, and one who is served too late is gone.
import { BusyError } from './errors.ts';

/** Lets so many pieces of work run at a time; the others wait in the order they came. */
export interface Gate {
  /** @throws BusyError when the work would wait, or has waited, for longer than the gate lets it */
  run<T>(work: () => Promise<T>): Promise<T>;
}

/** How much runs at a time, and how long the rest may wait. */
export interface GateOptions {
  /** How many run at a time. */
  readonly width: number;
  /** For how long work may wait before it runs; a function is asked when the work comes. */
  readonly maxWaitMs: number | (() => number);
  /** How long a piece of work is taken to run before any was measured. Default: 50. */
  readonly expectedMs?: number;
  /** A clock in milliseconds. Default: the process's own, which nobody sets. */
  readonly now?: () => number;
}

interface Waiting {
  readonly since: number;
  readonly maxWaitMs: number;
  readonly start: () => void;
  readonly refuse: (error: BusyError) => void;
}

/** What a new measurement counts in the recent duration: a few pieces of work are enough to notice a change. */
const WEIGHT = 0.25;

/**
 * A gate of its own count: one for each thing that is to be bounded, such as the memory of a function.
 * @example
 * const gate = createGate({ width: 2, maxWaitMs: 3_000 });
 * const phc = await gate.run(() => hasher.hash(password));
 */
export const createGate = ({
  width,
  maxWaitMs,
  expectedMs = 50,
  now = () => performance.now(),
}: GateOptions): Gate => {
  let waiting: readonly Waiting[] = [];
  let running = 0;
  let recentMs = expectedMs;

  const waitBehind = (ahead: number): number => (ahead * recentMs) / width;

  /** The estimate changes with each measurement, so that it is asked again for all that wait. */
  const refuseTheLate = (): void => {
    const kept: Waiting[] = [];
    for (const one of waiting) {
      const isInTime = waitBehind(kept.length) <= one.maxWaitMs && now() - one.since <= one.maxWaitMs;
      if (isInTime) kept.push(one);
      else one.refuse(new BusyError(Math.ceil(waitBehind(kept.length + 1) / 1000)));
    }
    waiting = kept;
  };

  const enter = async (): Promise<void> => {
    if (running < width) running += 1;
    else
      await new Promise<void>((start, refuse) => {
        const longestMs = typeof maxWaitMs === 'number' ? maxWaitMs : maxWaitMs();
        waiting = [...waiting, { since: now(), maxWaitMs: longestMs, start, refuse }];
        refuseTheLate();
      });
  };
  // A place is handed on, not freed and taken again, so that no newcomer slips in between.
  const leave = (): void => {
    refuseTheLate();
    const [next, ...others] = waiting;
    waiting = others;
    if (next === undefined) running -= 1;
    else next.start();
  };

  return {
    async run(work) {
      await enter();
      const began = now();
      try {
        return await work();
      } finally {
        recentMs += WEIGHT * (now() - began - recentMs);
        leave();
      }
    },
  };
};
