// The cache of authorizer results: one per API, authorizer and identity, for the authorizer's time to live, bounded.

export interface ResultCache<T> {
  /**
   * The cached result, or what `produce` gives. Calls for one key share a running `produce`; a failure is shared
   * with those who wait and never kept. A `ttlMs` of 0 neither keeps nor shares.
   */
  get(key: string, ttlMs: number, produce: () => Promise<T>): Promise<T>;
  clear(): void;
}

interface Entry<T> {
  readonly result: Promise<T>;
  expiresAtMs: number;
}

/** By a clock that nobody sets. */
const elapsedMs = (): number => performance.now();

/** An empty cache; past `limit` entries the one kept longest goes. */
export const createResultCache = <T>({ limit = 1000, now = elapsedMs } = {}): ResultCache<T> => {
  const entries = new Map<string, Entry<T>>();
  const drop = (key: string, entry: Entry<T>): void => {
    if (entries.get(key) === entry) entries.delete(key);
  };
  return {
    get(key, ttlMs, produce) {
      if (ttlMs === 0) return produce();
      const known = entries.get(key);
      if (known !== undefined && known.expiresAtMs > now()) return known.result;
      const entry: Entry<T> = { result: produce(), expiresAtMs: Infinity };
      entries.delete(key);
      entries.set(key, entry);
      entry.result.then(
        () => (entry.expiresAtMs = now() + ttlMs),
        () => drop(key, entry),
      );
      const [oldest] = entries.keys();
      if (entries.size > limit && oldest !== undefined) entries.delete(oldest);
      return entry.result;
    },
    clear: () => entries.clear(),
  };
};
