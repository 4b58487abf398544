// The clock of a run: the machine's own, ahead by what the test has said.

/** A clock that goes on by itself, and that a test moves forward. */
export interface Clock {
  /**
   * Moves the time forward, for every call from now on: of Gatehouse, of your functions behind it, and of what the gateway
   * keeps of an authorizer's answers. There it is `Date` that moves; timers and `performance.now()` stay.
   *
   * @example gatehouse.clock.advance(301); // past the end of every access token that there is
   * @throws RangeError for less than 0 seconds: time does not go back
   */
  advance(seconds: number): void;
  /** The time there. A guard in the test's own process takes it as `authenticate({ …, now: gatehouse.clock.now })`. */
  readonly now: () => Date;
}

/** A clock as its run reads it. */
export interface RunClock extends Clock {
  readonly aheadMs: () => number;
}

export const createClock = (): RunClock => {
  let aheadMs = 0;
  return {
    advance: (seconds) => {
      if (!(seconds >= 0 && seconds <= LONGEST_SECONDS))
        throw new RangeError(`seconds must be from 0 to ${LONGEST_SECONDS}`);
      aheadMs += seconds * 1000;
    },
    now: () => new Date(Date.now() + aheadMs),
    aheadMs: () => aheadMs,
  };
};

/** A hundred years, so that every sum is a date. */
const LONGEST_SECONDS = 100 * 365 * 86_400;
