// What a caller may set of a database, whichever store is behind it; apart, so that both adapters and the opener share it.

/** What a caller may set of a database, whichever store is behind it. */
export interface DatabaseOptions {
  /** The longest that one operation may take, in milliseconds, before it is `store_unavailable`; 4000 when not given. */
  readonly timeoutMs?: number;
}

/** Leaves a second of the five in which the contract promises a 503. */
export const DEFAULT_TIMEOUT_MS = 4000;
