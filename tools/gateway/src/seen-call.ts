// A call that has its answer, for whoever watches.
import type { SeenAuthorization } from './authorize/seen-authorization.ts';
import type { RequestHead } from './events/request.ts';

export interface SeenCall {
  readonly request: RequestHead;
  readonly status: number;
  readonly durationMs: number;
  /** Undefined where no authorizer of a REST API guards the route. */
  readonly authorization: SeenAuthorization | undefined;
}
