// What a call's line tells of its authorizer: what was decided, and whether that was remembered.
import type { ResultCache } from './result-cache.ts';
import type { SeenAuthorization } from './seen-authorization.ts';

export interface DecisionNote {
  /** `unauthorized` is a 401, with or without a question to the function; `failed` a 500. */
  readonly decision: SeenAuthorization['outcome'];
  /** Whether the answer came from the cache, and the function was not asked. */
  readonly remembered: boolean;
}

/** Of a call to a REST API; undefined where no authorizer guards the route. */
export const noteOf = (seen: SeenAuthorization | undefined): DecisionNote | undefined =>
  seen && { decision: seen.outcome, remembered: seen.isRemembered };

/** Of an HTTP API: a cache that notices for one call whether it had the answer. */
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

/** Its refusals are known by their status. */
export const decisionOfStatus = (status: number): DecisionNote['decision'] | undefined =>
  (({ 401: 'unauthorized', 403: 'deny', 500: 'failed' }) as const)[status];
