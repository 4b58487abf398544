// One call from request to answer: route, authorize, invoke. Every refusal ends here, as a gateway response.
import type { Answer } from './answers/answer.ts';
import { gatewayResponse } from './answers/gateway-response.ts';
import { preflightAnswer } from './answers/preflight.ts';
import { takesBinary, toAnswer } from './answers/proxy-response.ts';
import { Refusal } from './answers/refusal.ts';
import { authorize } from './authorize/authorize.ts';
import type { AuthorizeDeps } from './authorize/authorize.ts';
import { noteOf } from './authorize/decision-note.ts';
import type { SeenAuthorization } from './authorize/seen-authorization.ts';
import type { Call } from './events/call.ts';
import { methodArn } from './events/method-arn.ts';
import { toProxyEvent } from './events/proxy-event.ts';
import { toRequestContext } from './events/request-context.ts';
import type { GatewayRequest, RequestHead } from './events/request.ts';
import { InvocationError } from './functions/function-host.ts';
import { parseRequestTarget } from './routes/request-target.ts';
import type { RouteTree } from './routes/route-tree.ts';

export interface HandleDeps extends AuthorizeDeps {
  readonly routes: RouteTree;
  /** Told why a call became a 5xx, for the person who runs this. */
  readonly report: (requestId: string, cause: unknown) => void;
}

/** The answer to a call. Never throws. */
export const handleCall = async (request: GatewayRequest, deps: HandleDeps): Promise<Answer> => {
  const call = toCall(request, deps.routes);
  if (call === null) return refuse('MISSING_AUTHENTICATION_TOKEN', request, deps.routes);
  const scope = { context: { ...call.context, authorizer: {} }, headers: request.headers };
  let seen: SeenAuthorization | undefined;
  const observe = (one: SeenAuthorization): void => {
    seen = one;
    deps.observe?.(one);
  };
  try {
    const authorizer = await authorize(call, { ...deps, observe });
    Object.assign(scope.context.authorizer, authorizer);
    return { ...(await integrate(call, authorizer, deps)), authorizer: noteOf(seen) };
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal('INTEGRATION_FAILURE', { cause: error });
    if (refusal.cause !== undefined) deps.report(request.id, refusal.cause);
    return { ...gatewayResponse(refusal.type, call.api, scope), authorizer: noteOf(seen) };
  }
};

/** The gateway's own answer to a request that reaches no route: unknown, too large, or not HTTP at all. */
export const refuse = (type: Refusal['type'], request: RequestHead, routes: RouteTree): Answer => {
  const target = parseRequestTarget(request.target) ?? { path: request.target, query: '', segments: [] };
  const api = routes.nearestApi(target.segments);
  const place = { api: api ?? { id: '', stage: '' }, route: { path: '' } };
  const context = { ...toRequestContext(request, target, place) };
  return gatewayResponse(type, api, { context, headers: request.headers });
};

/** Whether a REST API has the route that a request asks for. */
export const hasRoute = (
  { target, method }: Pick<RequestHead, 'target' | 'method'>,
  routes: RouteTree,
): boolean => {
  const segments = parseRequestTarget(target)?.segments;
  return segments !== undefined && routes.match(segments, method) !== null;
};

const toCall = (request: GatewayRequest, routes: RouteTree): Call | null => {
  const target = parseRequestTarget(request.target);
  const match = target && routes.match(target.segments, request.method);
  if (target === null || match === null) return null;
  return {
    ...match,
    request,
    target,
    context: toRequestContext(request, target, match),
    methodArn: methodArn(match.api, request.method, target.segments),
  };
};

const integrate = async (
  call: Call,
  authorizer: Awaited<ReturnType<typeof authorize>>,
  { invoke }: HandleDeps,
): Promise<Answer> => {
  const { integration } = call.route;
  if (integration.kind === 'preflight') return preflightAnswer(integration);
  const result = await invoke(integration.target, toProxyEvent(call, authorizer)).catch(refuseIntegration);
  return toAnswer(result, takesBinary(call));
};

const refuseIntegration = (cause: unknown): never => {
  const kind = cause instanceof InvocationError ? cause.kind : 'lost';
  switch (kind) {
    case 'timed_out':
      throw new Refusal('INTEGRATION_TIMEOUT', { cause });
    case 'event_too_large':
      throw new Refusal('REQUEST_TOO_LARGE');
    case 'thrown':
    case 'lost':
      throw new Refusal('INTEGRATION_FAILURE', { cause });
  }
};
