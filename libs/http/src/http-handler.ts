// The chain of every HTTP handler. Its order matters and is tested: `before` hooks run from the top down, `after`
// and `onError` hooks from the bottom up, so what every answer needs stands first and the last net behind it.
import middy from '@middy/core';
import httpCors from '@middy/http-cors';
import httpErrorHandler from '@middy/http-error-handler';
import httpEventNormalizer from '@middy/http-event-normalizer';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { GatehouseError } from '@gatehouse/errors';
import type { Answer } from './answers.ts';
import { parseBody } from './middleware/parse-body.ts';
import { presentProblems } from './middleware/present-problems.ts';
import { readQuery } from './middleware/read-query.ts';
import { requirePrincipal } from './middleware/require-principal.ts';
import { responseHeaders, securityHeaders } from './middleware/response-headers.ts';
import { validate } from './middleware/validate.ts';
import { toRequest, type ChainEvent, type HandlerOptions, type HttpRequest } from './request.ts';

/** A handler as Lambda calls it, for the events of a REST API (proxy integration). */
export type LambdaHandler = (event: APIGatewayProxyEvent, context: Context) => Promise<Answer>;

/** How long before the function's end the chain answers `timed_out` itself, in milliseconds. */
const RESERVE_MS = 500;

/**
 * A Lambda handler that parses and checks the request by `options`, calls `handle`, and presents whatever it
 * throws: a `GatehouseError` by its code, anything else as `internal_error`.
 */
export const httpHandler = <const Options extends HandlerOptions>(
  options: Options,
  handle: (request: HttpRequest<Options>) => Promise<Answer>,
): LambdaHandler => {
  const call = async (event: ChainEvent): Promise<Answer> => handle(toRequest(event, options));
  const chain = middy<ChainEvent, Answer>(call, {
    timeoutEarlyInMillis: RESERVE_MS,
    timeoutEarlyResponse: throwTimedOut,
  });
  middlewares(options).forEach((middleware) => chain.use(middleware));
  return chain;
};

type Middleware = middy.MiddlewareObj<ChainEvent, Answer>;

const middlewares = (options: HandlerOptions): Middleware[] => {
  const { logger, cors, now = () => new Date() } = options.service;
  const { authenticated = false, body, query, pathParameters } = options;
  const hasSchema = Boolean(body ?? query ?? pathParameters);
  return [
    responseHeaders({ varyByOrigin: cors.length > 0 }),
    securityHeaders(),
    ...(cors.length > 0 ? [crossOrigin(cors)] : []),
    httpErrorHandler({ logger: false }),
    presentProblems(logger),
    httpHeaderNormalizer(),
    httpEventNormalizer() as unknown as Middleware,
    ...(authenticated ? [requirePrincipal(now)] : []),
    ...(body ? [parseBody()] : []),
    ...(query ? [readQuery(query)] : []),
    ...(hasSchema ? [validate(options)] : []),
  ];
};

/** Preflights are answered by API Gateway itself; this lets the page read the answer. Tokens need no cookies. */
const crossOrigin = (origins: readonly string[]): Middleware =>
  httpCors({
    origins: [...origins],
    exposeHeaders: 'location, retry-after, www-authenticate, x-request-id',
  });

const throwTimedOut = (): never => {
  throw new GatehouseError('timed_out');
};
