// A call that has found its route: everything that authorizing and answering it needs.
import type { Match } from '../routes/route-tree.ts';
import type { RequestTarget } from '../routes/request-target.ts';
import type { RequestContext } from './request-context.ts';
import type { GatewayRequest } from './request.ts';

export interface Call extends Match {
  readonly request: GatewayRequest;
  readonly target: RequestTarget;
  readonly context: RequestContext;
  readonly methodArn: string;
}
