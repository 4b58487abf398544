// What is wrong with one exchange, by the clock and by what was broken at the time: a pure decision, made when all is over.

export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly startedMs: number;
  readonly endedMs: number;
  /** Null where no answer came. */
  readonly status: number | null;
  readonly code: string | null;
  readonly requestId: string | null;
}

/** Something that was broken, from one moment to another. */
export interface Trouble {
  readonly what: 'engine' | 'connections' | 'function' | 'gateway';
  readonly fromMs: number;
  readonly untilMs: number;
}

/** A moment in which a process had to wait for the machine. */
export interface Stall {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly stalledMs: number;
}

export interface Circumstances {
  readonly troubles: readonly Trouble[];
  readonly stalls: readonly Stall[];
}

/** The contract's limit for an answer, in milliseconds. */
const LIMIT_MS = 5_000;

/** A store that is back serves again within this time: the driver looks for a server every half second, and a call waits for that. */
export const RECOVERY_MS = 2_000;

/** What is wrong, as a sentence; null where nothing is. */
export const faultOf = (exchange: Exchange, { troubles, stalls }: Circumstances): string | null => {
  const near = new Set(troubles.filter((trouble) => touches(exchange, trouble)).map(({ what }) => what));
  if (exchange.status === null && !near.has('gateway')) return 'no answer, although the gateway was there';
  if (exchange.status === 500 && !near.has('function')) return 'a 500, although no function was killed';
  if (exchange.status === 503 && near.size === 0) return 'a 503, although nothing was broken';
  if (exchange.status === 504) return 'a 504';
  return netMs(exchange, stalls) > LIMIT_MS ? 'an answer after more than 5 s' : null;
};

/** Whether only the machine was slow: an answer after the limit that is within it without the time that was spent waiting for a core. */
export const isStalled = (exchange: Exchange, stalls: readonly Stall[]): boolean =>
  grossMs(exchange) > LIMIT_MS && netMs(exchange, stalls) <= LIMIT_MS;

export const grossMs = ({ startedMs, endedMs }: Exchange): number => endedMs - startedMs;

const netMs = (exchange: Exchange, stalls: readonly Stall[]): number =>
  stalls
    .filter(({ fromMs, untilMs }) => fromMs < exchange.endedMs && untilMs > exchange.startedMs)
    .reduce((left, { stalledMs }) => left - stalledMs, grossMs(exchange));

const touches = ({ startedMs, endedMs }: Exchange, { fromMs, untilMs }: Trouble): boolean =>
  startedMs <= untilMs + RECOVERY_MS && endedMs >= fromMs;
