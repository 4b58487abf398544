// A provider keeps a value that can change while the process lives: cached, refreshed, and the last good one kept.
import { BrokenRule, codeOf, UnresolvedReference } from './errors.ts';

/** Gives a value that may be another one later; ask again for every use. */
export interface Provider<T> {
  /** @throws UnresolvedReference when there is no value, and no earlier one that may still be used. */
  current(): Promise<T>;
  /** The value where nothing has to be asked or waited for, else undefined; for who is called too often to wait at all. */
  peek?(): T | undefined;
}

/** How long a value counts, in seconds. */
export interface ProviderTimes {
  /** For how long a resolved value is not asked for again. */
  readonly ttlSeconds: number;
  /** For how long after its resolution the last good value is used when refreshing fails. */
  readonly staleSeconds: number;
  /** After a failure, nothing is asked for this long. */
  readonly coolDownSeconds: number;
}

export interface ProviderOptions<T> extends ProviderTimes {
  /** What errors call the value: the variable and where it points. */
  readonly name: string;
  readonly resolve: () => Promise<string>;
  /** May throw anything: of its error no more is passed on than a `BrokenRule`'s rule or a `code`. */
  readonly parse: (text: string) => T | Promise<T>;
  /** Told, once, of each failed resolution that the last good value hides; else `current` throws it. For the log. */
  readonly onFailure?: (error: UnresolvedReference) => void;
  /** How long a caller waits for a newer value while the last good one may still be used, in milliseconds; 500. */
  readonly patienceMs?: number;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/**
 * A provider over `resolve` and `parse`. Concurrent callers share one resolution, and wait for all of it only where
 * there is no value to go on with. A text that has not changed is not parsed again, so that a consumer can compare
 * values by identity.
 */
export const createProvider = <T>(options: ProviderOptions<T>): Provider<T> => {
  const { name, ttlSeconds, staleSeconds, coolDownSeconds, now = Date.now, patienceMs = 500 } = options;
  let good: { readonly text: string; readonly value: T; readonly at: number } | undefined;
  let failure = new UnresolvedReference('unavailable', name, 'was never resolved');
  let failedAt = -Infinity;
  let inFlight: Promise<void> | undefined;

  const refresh = async (): Promise<void> => {
    try {
      const text = await options.resolve();
      const value = good?.text === text ? good.value : await options.parse(text);
      good = { text, value, at: now() };
    } catch (error) {
      failure = toUnresolved(error, name);
      failedAt = now();
      if (usable() !== undefined) options.onFailure?.(failure);
    }
  };
  const isYoungerThan = (seconds: number, at: number): boolean => now() - at < seconds * 1000;
  // A moment that lies ahead was before the clock was set back: how long ago, nobody knows, so that it spares no resolution.
  const isWithinTheLast = (seconds: number, at: number): boolean => {
    const ageMs = now() - at;
    return ageMs >= 0 && ageMs < seconds * 1000;
  };
  const usable = (): typeof good =>
    good !== undefined && isYoungerThan(Math.max(ttlSeconds, staleSeconds), good.at) ? good : undefined;

  const fresh = (): typeof good =>
    good !== undefined && isWithinTheLast(ttlSeconds, good.at) ? good : undefined;

  return {
    peek: () => fresh()?.value,
    async current() {
      if (fresh() === undefined && !isWithinTheLast(coolDownSeconds, failedAt)) {
        inFlight ??= refresh().finally(() => (inFlight = undefined));
        await (usable() === undefined ? inFlight : atMost(patienceMs, inFlight));
      }
      const last = usable();
      if (last === undefined) throw failure;
      return last.value;
    },
  };
};

const atMost = async (ms: number, work: Promise<void>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([work, late]);
  clearTimeout(timer);
};

const toUnresolved = (error: unknown, name: string): UnresolvedReference =>
  error instanceof UnresolvedReference ? error : new UnresolvedReference('malformed', name, ruleOf(error));

// A parser's message may quote what it parsed (JSON.parse does), so only a rule or a code is fit to be shown.
const ruleOf = (error: unknown): string => {
  if (error instanceof BrokenRule) return error.message;
  const code = codeOf(error);
  return typeof code === 'string' && /^\w{1,64}$/.test(code) ? `is malformed (${code})` : 'is malformed';
};
