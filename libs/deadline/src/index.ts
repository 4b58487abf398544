// The time that one request has for all its calls to the stores. It is carried beside the calls, so that neither use cases
// nor ports have to hand it on: the chain of a handler opens it, and the stores ask what is left.
import { AsyncLocalStorage } from 'node:async_hooks';

/** For one request, in milliseconds; leaves a second of the five within which the contract promises a 503. */
export const REQUEST_BUDGET_MS = 4000;

/** Milliseconds since any moment, never going back. */
export type MonotonicClock = () => number;

/** Of the surrounding budget: the milliseconds that are left, 0 when it is spent. */
const leftOfBudget = new AsyncLocalStorage<() => number>();

/**
 * Runs `work` with `budgetMs` milliseconds, from now on, for itself and all that it calls and awaits. A budget within another
 * one never lasts longer. Nothing is stopped when it is spent: whoever waits asks `timeLeftMs` first.
 */
export const withBudget = <T>(
  budgetMs: number,
  work: () => T,
  nowMs: MonotonicClock = () => performance.now(),
): T => {
  const endsAtMs = nowMs() + budgetMs;
  const outerLeftMs = leftOfBudget.getStore() ?? (() => Infinity);
  return leftOfBudget.run(() => Math.max(0, Math.min(endsAtMs - nowMs(), outerLeftMs())), work);
};

/** How long a step of at most `limitMs` may still take, in milliseconds; outside of any budget all of it. */
export const timeLeftMs = (limitMs: number): number =>
  Math.min(limitMs, leftOfBudget.getStore()?.() ?? Infinity);
