// The chain of every HTTP handler. Its order matters and is tested: `before` hooks run from the top down, `after`
// and `onError` hooks from the bottom up, so what every answer needs stands first and the last net behind it.
import middy from '@middy/core';
import httpCors from '@middy/http-cors';
import httpErrorHandler from '@middy/http-error-handler';
import httpEventNormalizer from '@middy/http-event-normalizer';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { REQUEST_BUDGET_MS, withBudget } from '@gatehouse/deadline';
import { GatehouseError } from '@gatehouse/errors';
import { count } from '@gatehouse/metrics';
import type { Answer, AnswerOf } from './answers.ts';
import { EXPOSED_HEADERS } from './exposed-headers.ts';
import { checkAnswer } from './middleware/check-answer.ts';
import { bodyOrNone, isOptional, parseBody } from './middleware/parse-body.ts';
import { presentProblems } from './middleware/present-problems.ts';
import { bodyOrCookie, refreshCookie } from './middleware/refresh-cookie.ts';
import { readQuery } from './middleware/read-query.ts';
import { requireCaller } from './middleware/require-caller.ts';
import { requirePrincipal } from './middleware/require-principal.ts';
import { responseHeaders, securityHeaders } from './middleware/response-headers.ts';
import { allowCredentials } from './middleware/allow-credentials.ts';
import { validate } from './middleware/validate.ts';
import { preflightChain } from './preflight.ts';
import { PROBLEMS } from './problems.ts';
import {
  requestIdOf,
  toRequest,
  type ChainEvent,
  type HandlerOptions,
  type HttpRequest,
  type ServedRoute,
} from './request.ts';

/** A handler as Lambda calls it, for the events of a REST API (proxy integration). */
export type LambdaHandler = (event: APIGatewayProxyEvent, context: Context) => Promise<Answer>;

/** How long before the function's end the chain answers `timed_out` itself, in milliseconds. */
const RESERVE_MS = 500;

/**
 * A Lambda handler of `route`: checks the caller and the request by the declaration, calls `handle`, and presents whatever
 * it throws: a `GatehouseError` by its code, anything else as `internal_error`. All that it asks of the stores shares one
 * budget of time, which begins with the request.
 * @throws TypeError at once for a schema with an object that does not say whether it is closed
 * @example
 * export const handler = httpHandler(listOrders, { service }, async ({ principal }) =>
 *   ok({ items: await ordersOf(principal.subject) }),
 * );
 */
export const httpHandler = <const Route extends ServedRoute>(
  route: Route,
  options: HandlerOptions,
  handle: (request: HttpRequest<Route>) => Promise<AnswerOf<Route['answers']>>,
): LambdaHandler => {
  const call = async (event: ChainEvent): Promise<Answer> => handle(toRequest(event, route));
  const chain = middy<ChainEvent, Answer>(call, {
    timeoutEarlyInMillis: RESERVE_MS,
    timeoutEarlyResponse: throwTimedOut,
  });
  middlewares(route, options).forEach((middleware) => chain.use(middleware));
  const answer = measured(options.service, (event, context) =>
    withBudget(REQUEST_BUDGET_MS, () => chain(event, context)),
  );
  if (route.refreshToken === undefined) return (event, context) => answer(event, context);
  const preflight = preflightChain(options.service);
  return (event, context) =>
    event.httpMethod === 'OPTIONS' ? preflight(event, context) : answer(event, context);
};

/** Each call with its metrics, where the service has some. The resource is the route as the template has it, and no path. */
const measured = ({ metrics }: HandlerOptions['service'], answer: LambdaHandler): LambdaHandler => {
  if (metrics === undefined) return answer;
  return (event, context) => {
    const call = { route: `${event.httpMethod} ${event.resource}`, requestId: requestIdOf(event) };
    return metrics.call(call, async () => {
      const answered = await answer(event, context);
      if (answered.statusCode === PROBLEMS.too_many_attempts.status) count('ThrottledCalls');
      return answered;
    });
  };
};

type Middleware = middy.MiddlewareObj<ChainEvent, Answer>;

const middlewares = (route: ServedRoute, { service, useCaseRules }: HandlerOptions): Middleware[] => {
  const { logger, cors, now = () => new Date(), refreshCookie: sameSite = 'off' } = service;
  const { callers, body, query, pathParameters, answers, refreshToken } = route;
  const hasSchema = Boolean(body ?? query ?? pathParameters);
  return [
    responseHeaders({ varyByOrigin: cors.length > 0 }),
    securityHeaders(),
    ...(sameSite === 'off' ? [] : [allowCredentials()]),
    ...(cors.length > 0 ? [crossOrigin(cors)] : []),
    httpErrorHandler({ logger: false }),
    presentProblems(logger),
    ...(answers ? [checkAnswer(answers)] : []),
    httpHeaderNormalizer(),
    httpEventNormalizer() as unknown as Middleware,
    ...(callers === 'anyone' ? [] : [requirePrincipal(now), requireCaller(callers)]),
    ...(refreshToken ? [refreshCookie(refreshToken, service)] : []),
    ...(body ? [bodyReader(route, body)] : []),
    ...(query ? [readQuery(query)] : []),
    ...(hasSchema ? [validate(route, useCaseRules)] : []),
  ];
};

const bodyReader = (route: ServedRoute, body: object): Middleware => {
  if (takesToken(route)) return bodyOrCookie(parseBody());
  return isOptional(body) ? bodyOrNone(parseBody()) : parseBody();
};

const takesToken = ({ refreshToken }: ServedRoute): boolean =>
  refreshToken === 'exchanged' || refreshToken === 'ended';

/** Preflights are answered by themselves; this lets the page read the answer. */
const crossOrigin = (origins: readonly string[]): Middleware =>
  httpCors({
    origins: [...origins],
    exposeHeaders: EXPOSED_HEADERS.join(', '),
  });

const throwTimedOut = (): never => {
  throw new GatehouseError('timed_out');
};
