// What a call's line tells of its authorizer: what was decided, and whether that was remembered.
import type { RefusalType } from '../answers/response-types.ts';
import type { ResultCache } from './result-cache.ts';

export interface DecisionNote {
  /** `unauthorized` is a 401, with or without a question to the function; `failed` a 500. */
  readonly decision: 'allow' | 'deny' | 'unauthorized' | 'failed';
  /** Whether the answer came from the cache, and the function was not asked. */
  readonly remembered: boolean;
}

/** A cache that notices for one call whether it had the answer. */
export const watchCache = <Result>(cache: ResultCache<Result>) => {
  let remembered = false;
  const watched: ResultCache<Result> = {
    get: (key, ttlMs, produce) => {
      remembered = true;
      return cache.get(key, ttlMs, () => {
        remembered = false;
        return produce();
      });
    },
    clear: () => cache.clear(),
  };
  const note = (decision: DecisionNote['decision'] | undefined): DecisionNote | undefined =>
    decision && { decision, remembered };
  return { watched, note };
};

/** What a refusal says of the decision; undefined for one that comes before it. */
export const decisionOf = (type: RefusalType): DecisionNote['decision'] | undefined => DECISIONS[type];

/** The same of an HTTP API, whose refusals are known by their status. */
export const decisionOfStatus = (status: number): DecisionNote['decision'] | undefined =>
  (({ 401: 'unauthorized', 403: 'deny', 500: 'failed' }) as const)[status];

const DECISIONS: Readonly<Partial<Record<RefusalType, DecisionNote['decision']>>> = {
  UNAUTHORIZED: 'unauthorized',
  ACCESS_DENIED: 'deny',
  AUTHORIZER_FAILURE: 'failed',
  AUTHORIZER_CONFIGURATION_ERROR: 'failed',
};
