// A call that has its answer, for whoever watches.
import type { DecisionNote } from './authorize/decision-note.ts';
import type { SeenAuthorization } from './authorize/seen-authorization.ts';
import type { RequestHead } from './events/request.ts';

export interface SeenCall {
  readonly request: RequestHead;
  readonly status: number;
  readonly durationMs: number;
  /** Whether a template has a route for it. */
  readonly hasRoute: boolean;
  /** Undefined where no authorizer guards the route. */
  readonly decision: DecisionNote | undefined;
  /** What stands behind the decision; undefined for an HTTP API, whose authorizers may answer without a policy. */
  readonly authorization: SeenAuthorization | undefined;
}
