// The one wait for something that another process, a watcher or a timer brings about.
import { setTimeout as sleep } from 'node:timers/promises';

export interface WaitOptions {
  /** A safety net, far above what a loaded machine takes. */
  readonly limitMs?: number;
  readonly pauseMs?: number;
}

/**
 * Waits until `probe` gives something other than undefined or false, and gives that. A probe that throws is asked again.
 * @param what what is waited for, as the end of "waited in vain until …"
 * @param lastState what is there instead, such as the output of a process; for the error
 * @throws Error with all of this, after the limit
 */
export const waitUntil = async <T>(
  what: string,
  probe: () => Promise<T | undefined | false> | T | undefined | false,
  lastState: () => unknown = () => undefined,
  { limitMs = 60_000, pauseMs = 25 }: WaitOptions = {},
): Promise<T> => {
  const end = performance.now() + limitMs;
  for (;;) {
    const { found, cause } = await outcomeOf(probe);
    if (found !== undefined && found !== false) return found;
    if (performance.now() >= end) throw new Error(complaint(what, limitMs, lastState(), cause), { cause });
    await sleep(pauseMs);
  }
};

const outcomeOf = async <T>(probe: () => Promise<T> | T): Promise<{ found?: T; cause?: Error }> => {
  try {
    return { found: await probe() };
  } catch (error) {
    return { cause: error instanceof Error ? error : new Error(String(error)) };
  }
};

const complaint = (what: string, limitMs: number, state: unknown, cause: Error | undefined): string =>
  [
    `waited in vain for ${limitMs} ms until ${what}`,
    ...(cause === undefined ? [] : [`the last try: ${cause.message}`]),
    ...(state === undefined ? [] : [typeof state === 'string' ? state : JSON.stringify(state)]),
  ].join('\n');
