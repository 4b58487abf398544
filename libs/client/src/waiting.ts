// How the client waits: for a while, for its turn among the tabs of an origin, and no longer than it was asked to.

/** Resolves after so many milliseconds. */
export const pause = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms));

/** Gives `act` a signal that ends it after so many milliseconds. */
export const within = async <T>(ms: number, act: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(new Error(`no answer within ${ms} ms`)), ms);
  try {
    return await act(limit.signal);
  } finally {
    clearTimeout(timer);
  }
};

/**
 * Runs `work` while no other tab of the origin runs some of this name (Web Locks, W3C), and tells it whether one did just before.
 * Where there are no locks, and where one is held for longer than `ms`, as by a tab that sleeps, it runs at once.
 */
export const alone = async <T>(
  name: string,
  ms: number,
  work: (hasWaited: boolean) => Promise<T>,
): Promise<T> => {
  const { locks } = (globalThis.navigator ?? {}) as { readonly locks?: Locks };
  let begun: Promise<T> | undefined;
  const begin = (hasWaited: boolean): Promise<T> => (begun ??= work(hasWaited));
  await within(ms, async (signal) => {
    await locks?.request(name, { ifAvailable: true }, async (lock) => lock && begin(false));
    if (begun === undefined) await locks?.request(name, { signal }, () => begin(true));
  }).catch(() => undefined);
  return begin(locks !== undefined);
};

interface Locks {
  request(
    name: string,
    options: { readonly signal?: AbortSignal; readonly ifAvailable?: true },
    work: (lock: object | null) => Promise<unknown>,
  ): Promise<unknown>;
}

/** What `waited` gives; or undefined, when `signal` ends the wait first. What is waited for goes on. */
export const orAborted = async <T>(
  signal: AbortSignal | null | undefined,
  waited: Promise<T>,
): Promise<T | undefined> => {
  let stop = (): void => undefined;
  const aborted = new Promise<undefined>((resume) => {
    stop = () => resume(undefined);
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop);
  });
  return Promise.race([waited, aborted]).finally(() => signal?.removeEventListener('abort', stop));
};
