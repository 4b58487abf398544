// A call that has found its route in an HTTP API.
import type { GatewayRequest } from '../events/request.ts';
import type { SplitTarget } from '../routes/request-target.ts';
import { ACCOUNT_ID, PARTITION, REGION } from '../template/synthetic.ts';
import type { HttpMatch } from './routes.ts';

export interface HttpCall extends HttpMatch {
  readonly request: GatewayRequest;
  readonly target: SplitTarget;
}

/** The path as events have it: with the stage in front, unless it is `$default`. */
export const stagePath = ({ api, target }: HttpCall): string =>
  api.stage === '$default' ? target.path : `/${api.stage}${target.path}`;

/** The ARN of a call, on which the policies of Lambda authorizers are judged; its path is percent-decoded. */
export const routeArn = ({ api, request, target }: HttpCall): string =>
  `arn:${PARTITION}:execute-api:${REGION}:${ACCOUNT_ID}:${api.id}/${api.stage}/${request.method}${decoded(target.path)}`;

const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};
