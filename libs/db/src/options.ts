// What a caller may set of a database, whichever store is behind it.

/** What a caller may set of a database, whichever store is behind it. */
export interface DatabaseOptions {
  /** The longest that one operation may take, in milliseconds, before it is `store_unavailable`; 4000 when not given. */
  readonly timeoutMs?: number;
  /**
   * Is told, in a sentence for an operator: what a migration has changed or had to leave, and once that the index is missing on
   * which one account per email stands. By default nobody is.
   */
  readonly onNotice?: (notice: string) => void;
}

/** Leaves a second of the five in which the contract promises a 503. */
export const DEFAULT_TIMEOUT_MS = 4000;
