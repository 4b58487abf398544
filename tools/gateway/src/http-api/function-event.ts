// The event of a function of an HTTP API, in the format that its route asks for.
import { orNull } from '../events/multi-map.ts';
import { headersAndQuery } from '../events/proxy-event.ts';
import { toRequestContext } from '../events/request-context.ts';
import type { HttpAuthorization } from './authorization.ts';
import { stagePath } from './call.ts';
import type { HttpCall } from './call.ts';
import { bodyOf, contextOf, partsOf2 } from './event-parts.ts';

export const toFunctionEvent = (call: HttpCall, authorization: HttpAuthorization | null) =>
  call.route.payloadVersion === '2.0' ? toEvent2(call, authorization) : toEvent1(call, authorization);

/** Members without a value are undefined, and so are not in its JSON. */
const toEvent2 = (call: HttpCall, authorization: HttpAuthorization | null) => ({
  ...partsOf2(call),
  requestContext: { ...contextOf(call), authorizer: authorization?.in2 },
  ...bodyOf(call),
});

const toEvent1 = (call: HttpCall, authorization: HttpAuthorization | null) => {
  const { body = null, isBase64Encoded } = bodyOf(call);
  return {
    version: '1.0',
    ...requestOf1(call),
    requestContext: { ...contextOf1(call), authorizer: authorization?.in1 ?? { claims: null, scopes: null } },
    pathParameters: orNull(call.pathParameters),
    stageVariables: orNull(call.api.stageVariables),
    body,
    isBase64Encoded,
  };
};

/** What events of format 1.0 say of the request, those of authorizers too. */
export const requestOf1 = (call: HttpCall) => ({
  resource: call.route.path ?? '$default',
  path: stagePath(call),
  httpMethod: call.request.method,
  ...headersAndQuery(call),
});

export const contextOf1 = (call: HttpCall) => {
  const { request, target, api, route } = call;
  return {
    ...toRequestContext(
      request,
      { ...target, segments: [] },
      { api, route: { path: route.path ?? '$default' } },
    ),
    path: stagePath(call),
    resourceId: route.routeKey,
  };
};
