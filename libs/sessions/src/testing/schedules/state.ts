// A session between two calls of those who share it, and what two states have to share to have one future.
import type { RefreshToken } from '../../refresh-token.ts';
import type { Session, SessionLifetimes } from '../../session.ts';
import { withinADay, type History } from './model.ts';

export const DAY_SECONDS = 86_400;

export const LIFETIMES: SessionLifetimes = {
  graceSeconds: 30,
  idleTtlSeconds: 20 * DAY_SECONDS,
  absoluteTtlSeconds: 30 * DAY_SECONDS,
};

/** A caller: the age of the newest token that it holds (2 is any older one), and how often it still presents one. */
export interface Caller {
  readonly age: number;
  readonly left: number;
}

/** `tokens` are those of the ages 0, 1 and 2, as far as there are any; `address` is the last rotation's. */
export interface State {
  readonly session: Session;
  readonly tokens: readonly RefreshToken[];
  readonly callers: readonly Caller[];
  /** Seconds since the login. */
  readonly at: number;
  readonly address: string;
  readonly history: History;
}

/**
 * States with one key have one future. They differ in the names of callers, networks and tokens, and in when all began;
 * by `zones` also within the stretches that no rule divides, where every wait is one of `WAITS` and there are at most 20.
 */
export const KEYS = {
  seconds: (state: State): string => keyOf(state, state.at - state.history.usedAt, (age) => age),
  zones: (state: State): string =>
    keyOf(state, state.at - state.history.usedAt < LIFETIMES.graceSeconds, (age) =>
      Math.floor(age / (DAY_SECONDS / 2)),
    ),
} as const;

const keyOf = (
  { callers, at, history: { graceIsOver, lateAt, elsewhereAt } }: State,
  sinceUse: number | boolean,
  zoneOf: (ageSeconds: number) => number,
): string => {
  const countedIn = (times: readonly number[]): string =>
    times
      .slice(times.length - withinADay(times, at))
      .map((time) => zoneOf(at - time))
      .join();
  const everyone = callers
    .map((caller) => nameOf(caller))
    .sort()
    .join();
  return [everyone, sinceUse, graceIsOver, countedIn(lateAt), countedIn(elsewhereAt)].join('|');
};

/** Callers of one name are alike. */
export const nameOf = ({ age, left }: Caller): string => `${age}${left}`;
