// A call as the console shows it. Bodies, queries and headers stay where they are.
import type { SeenAuthorization } from '../authorize/seen-authorization.ts';
import { pathOf } from '../pages/page-request.ts';
import type { NumberedCall } from './call-feed.ts';
import { openedRoutes } from './opened-routes.ts';

export const presentCall = (call: NumberedCall): object => ({
  number: call.number,
  at: call.request.receivedAt.toISOString(),
  method: call.request.method,
  path: pathOf(call.request),
  status: call.status,
  duration_ms: Math.round(call.durationMs),
  request_id: call.request.id,
  authorizer: call.authorization === undefined ? null : presentAuthorization(call.authorization),
});

const presentAuthorization = ({
  api,
  outcome,
  isRemembered,
  result,
  context,
}: SeenAuthorization): object => ({
  outcome,
  remembered: isRemembered,
  ...(result !== null && {
    principal_id: result.principalId,
    context: result.context,
    policy: result.policyDocument,
    routes: openedRoutes(api, { ...result, context }),
  }),
});
