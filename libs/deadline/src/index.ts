// The time that one request has for all its calls to the stores. It is carried beside the calls, so that neither use cases
// nor ports have to hand it on: the chain of a handler opens it, and the stores ask what is left.
import { AsyncLocalStorage } from 'node:async_hooks';

/** For one request, in milliseconds; leaves a second of the five within which the contract promises a 503. */
export const REQUEST_BUDGET_MS = 4000;

/** Milliseconds since any moment, never going back. */
export type MonotonicClock = () => number;

interface Budget {
  /** The milliseconds that are left, 0 when it is spent. */
  readonly leftMs: () => number;
  /** What is to be called when the work of the outermost budget is done. */
  readonly atEnd: (() => void)[];
}

const budgets = new AsyncLocalStorage<Budget>();

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
  const outer = budgets.getStore();
  const leftMs = (): number => Math.max(0, Math.min(endsAtMs - nowMs(), outer?.leftMs() ?? Infinity));
  if (outer !== undefined) return budgets.run({ leftMs, atEnd: outer.atEnd }, work);
  const budget: Budget = { leftMs, atEnd: [] };
  return afterwards(
    () => budgets.run(budget, work),
    () => budget.atEnd.forEach((call) => call()),
  );
};

/** How long a step of at most `limitMs` may still take, in milliseconds; outside of any budget all of it. */
export const timeLeftMs = (limitMs: number): number =>
  Math.min(limitMs, budgets.getStore()?.leftMs() ?? Infinity);

/** Calls `call` when the work of the request is done, whether it succeeded or not; false outside of any budget, where none ends. */
export const atBudgetEnd = (call: () => void): boolean => {
  const budget = budgets.getStore();
  budget?.atEnd.push(call);
  return budget !== undefined;
};

/** What `work` gives; `end` is called when it is settled. */
const afterwards = <T>(work: () => T, end: () => void): T => {
  try {
    const result = work();
    if (result instanceof Promise) result.then(end, end);
    else end();
    return result;
  } catch (error) {
    end();
    throw error;
  }
};
