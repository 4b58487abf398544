// What the contract says of a presented token, told from the whole history of a session: it prunes nothing, bounds nothing
// and knows neither digests nor seals. The walk holds the rules against it.
import type { SessionLifetimes } from '../../session.ts';

const DAY_SECONDS = 86_400;
const SKEW_SECONDS = 5;
const FORGIVEN_PER_DAY = 3;

/** All that has happened to a session, in seconds since its login. */
export interface History {
  /** The login, and each use of a current token. */
  readonly usedAt: number;
  /** Whether the grace of the last rotation was found to be over. */
  readonly graceIsOver: boolean;
  readonly lateAt: readonly number[];
  readonly elsewhereAt: readonly number[];
}

export const NEW: History = { usedAt: 0, graceIsOver: false, lateAt: [], elsewhereAt: [] };

/** A token that is presented: 0 is the current one, 1 its predecessor, 2 any older one. */
export interface Presented {
  readonly age: number;
  readonly at: number;
  readonly elsewhere: boolean;
}

export type Outcome = 'rotate' | 'replay' | 'late' | 'reuse' | 'replays' | 'expired';

/** What must come of it. */
export const outcomeOf = (history: History, presented: Presented, lifetimes: SessionLifetimes): Outcome => {
  const { idleTtlSeconds, absoluteTtlSeconds } = lifetimes;
  if (presented.at >= Math.min(history.usedAt + idleTtlSeconds, absoluteTtlSeconds)) return 'expired';
  if (presented.age === 0) return 'rotate';
  if (presented.age > 1) return 'reuse';
  const { lateAt, elsewhereAt } = historyAfter(history, presented, lifetimes);
  if (withinADay(lateAt, presented.at) > FORGIVEN_PER_DAY) return 'reuse';
  if (withinADay(elsewhereAt, presented.at) > FORGIVEN_PER_DAY) return 'replays';
  return isLate(history, presented, lifetimes) ? 'late' : 'replay';
};

/** The history once the token was presented, and answered. */
export const historyAfter = (
  history: History,
  { age, at, elsewhere }: Presented,
  lifetimes: SessionLifetimes,
): History => {
  if (age === 0) return { ...history, usedAt: at, graceIsOver: false };
  const late = isLate(history, { at }, lifetimes);
  return {
    usedAt: history.usedAt,
    graceIsOver: late,
    lateAt: late ? [...history.lateAt, at] : history.lateAt,
    elsewhereAt: elsewhere ? [...history.elsewhereAt, at] : history.elsewhereAt,
  };
};

const isLate = (
  { usedAt, graceIsOver }: History,
  { at }: Pick<Presented, 'at'>,
  { graceSeconds }: SessionLifetimes,
): boolean => graceIsOver || at >= usedAt + graceSeconds || at < usedAt - SKEW_SECONDS;

/** How many of these times lie in the 24 hours before; what lies ahead of a clock that was set back counts. */
export const withinADay = (times: readonly number[], at: number): number =>
  times.filter((time) => at - time < DAY_SECONDS).length;
