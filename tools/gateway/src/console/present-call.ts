// A call as the console shows it. Bodies, queries and headers stay where they are.
import type { DecisionNote } from '../authorize/decision-note.ts';
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
  has_route: call.hasRoute,
  authorizer: call.decision === undefined ? null : presentDecision(call.decision, call.authorization),
});

const presentDecision = (
  { decision, remembered }: DecisionNote,
  authorization: SeenAuthorization | undefined,
): object => ({
  outcome: decision,
  remembered,
  ...(authorization && presentResult(authorization)),
});

const presentResult = ({ api, result, context }: SeenAuthorization): object | null =>
  result && {
    principal_id: result.principalId,
    context: result.context,
    policy: result.policyDocument,
    routes: openedRoutes(api, { ...result, context }),
  };
