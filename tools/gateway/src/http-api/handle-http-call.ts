// One call to an HTTP API from request to answer: route, authorize, invoke. Every refusal ends here.
import type { Answer } from '../answers/answer.ts';
import { Refusal } from '../answers/refusal.ts';
import { decisionOfStatus, watchCache } from '../authorize/decision-note.ts';
import type { GatewayRequest } from '../events/request.ts';
import { InvocationError } from '../functions/function-host.ts';
import { parseRequestTarget, splitTarget } from '../routes/request-target.ts';
import type { HttpApiModel } from '../template/http-api/model.ts';
import type { HttpAuthorization } from './authorization.ts';
import type { HttpCall } from './call.ts';
import { preflightOf, withCors } from './cors.ts';
import { toHttpAnswer } from './function-answer.ts';
import { toFunctionEvent } from './function-event.ts';
import { HttpRefusal, refusalAnswer } from './http-refusal.ts';
import { authorizeJwt } from './jwt/authorize-jwt.ts';
import type { IssuerKeys } from './jwt/issuer-keys.ts';
import { authorizeByLambda } from './lambda-authorizer.ts';
import type { LambdaAuthorizerDeps } from './lambda-authorizer.ts';
import type { HttpRoutes } from './routes.ts';

export interface HandleHttpDeps extends LambdaAuthorizerDeps {
  readonly routes: HttpRoutes;
  readonly apis: readonly HttpApiModel[];
  readonly keys: IssuerKeys;
  /** Told why a call became a 5xx, for the person who runs this. */
  readonly report: (requestId: string, cause: unknown) => void;
}

/** The answer to a call that an HTTP API has a route or a preflight for; null for any other. Never throws. */
export const handleHttpCall = async (
  request: GatewayRequest,
  deps: HandleHttpDeps,
): Promise<Answer | null> => {
  const call = toCall(request, deps.routes);
  if (call === null) return preflight(request, deps.apis);
  const answer = await answerTo(call, deps);
  return withCors(withRequestId(answer, request), call.api, request);
};

const toCall = (request: GatewayRequest, routes: HttpRoutes): HttpCall | null => {
  const target = splitTarget(request.target);
  if (target === null) return null;
  const match = routes.match(parseRequestTarget(request.target)?.segments ?? null, request.method);
  return match && { ...match, request, target };
};

/** Preflights of any path are answered where an API has a CorsConfiguration, also of paths that have no route. */
const preflight = (request: GatewayRequest, apis: readonly HttpApiModel[]): Answer | null => {
  if (request.method !== 'OPTIONS') return null;
  const [cors] = apis.flatMap((api) => (api.cors === null ? [] : [api.cors]));
  return cors === undefined ? null : withRequestId(preflightOf(cors, request), request);
};

const answerTo = async (call: HttpCall, deps: HandleHttpDeps): Promise<Answer> => {
  const { watched, note } = watchCache(deps.cache);
  let allowed: Answer['authorizer'];
  try {
    const authorization = await authorize(call, { ...deps, cache: watched });
    if (authorization !== null) allowed = note('allow');
    return { ...(await integrate(call, authorization, deps)), authorizer: allowed };
  } catch (error) {
    const answer = toRefusal(error, call, deps);
    const decision = call.route.authorizer === null ? undefined : decisionOfStatus(answer.status);
    return { ...answer, authorizer: allowed ?? note(decision) };
  }
};

const integrate = async (
  call: HttpCall,
  authorization: HttpAuthorization | null,
  deps: HandleHttpDeps,
): Promise<Answer> => {
  const { target, timeoutMs, payloadVersion } = call.route;
  const result = await deps
    .invoke(target, toFunctionEvent(call, authorization), timeoutMs)
    .catch((cause: unknown) => {
      throw refusalOf(cause, call);
    });
  return toHttpAnswer(result, payloadVersion);
};

const authorize = async (call: HttpCall, deps: HandleHttpDeps): Promise<HttpAuthorization | null> => {
  const { authorizer } = call.route;
  if (authorizer === null) return null;
  return authorizer.type === 'JWT'
    ? authorizeJwt(call, authorizer, deps.keys)
    : authorizeByLambda(call, authorizer, deps);
};

/** A function past its own time is its own failure; one that the integration does not wait for is not. */
const refusalOf = (cause: unknown, { route }: HttpCall): HttpRefusal => {
  const kind = cause instanceof InvocationError ? cause.kind : 'lost';
  if (kind === 'event_too_large') return new HttpRefusal(413);
  const isGivenUp = kind === 'timed_out' && route.target.timeoutMs > route.timeoutMs;
  return new HttpRefusal(isGivenUp ? 503 : 500, { cause });
};

const toRefusal = (error: unknown, { request }: HttpCall, { report }: HandleHttpDeps): Answer => {
  const refusal = error instanceof HttpRefusal ? error : new HttpRefusal(500, { cause: causeOf(error) });
  if (refusal.cause !== undefined) report(request.id, refusal.cause);
  return refusalAnswer(refusal.status, refusal.headers);
};

/** Of format 1.0, whose answers are read as those of REST APIs. */
const causeOf = (error: unknown): unknown => (error instanceof Refusal ? error.cause : error);

const withRequestId = (answer: Answer, { id }: GatewayRequest): Answer => ({
  ...answer,
  headers: [...answer.headers, ['apigw-requestid', id]],
});
