// Events and a context as Lambda gives them, for tests of handlers that run the real chain.
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { encodePrincipal, type PrincipalClaims } from './principal.ts';

/** What a test says about a request; the rest is as API Gateway would fill it. */
export interface TestRequest {
  readonly method?: string;
  readonly path?: string;
  /** An object is sent as JSON; a string as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  readonly pathParameters?: Readonly<Record<string, string>>;
  /** The caller as the authorizer vouches for; what is left out is a user whose token has long to go. */
  readonly principal?: Partial<PrincipalClaims>;
  readonly requestId?: string;
  readonly sourceIp?: string;
  readonly userAgent?: string | null;
}

/**
 * A v1 proxy event of a REST API.
 * @example
 * const event = apiEvent({ method: 'GET', path: '/orders', principal: { sub: 'u1', roles: ['clerk'] } });
 */
export const apiEvent = (request: TestRequest = {}): APIGatewayProxyEvent => {
  const { method = 'POST', path = '/test', body, query, pathParameters } = request;
  const headers = {
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...request.headers,
  };
  const values = Object.entries(query ?? {}).map(([name, value]) => [name, [value].flat()] as const);
  const event = {
    httpMethod: method,
    path,
    resource: path,
    body: body === undefined || typeof body === 'string' ? (body ?? null) : JSON.stringify(body),
    isBase64Encoded: false,
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters: query ? Object.fromEntries(values.map(([name, all]) => [name, all.at(-1)])) : null,
    multiValueQueryStringParameters: query ? Object.fromEntries(values) : null,
    pathParameters: pathParameters ?? null,
    stageVariables: null,
    requestContext: requestContext(request),
  };
  return event as unknown as APIGatewayProxyEvent;
};

/**
 * A context with this much time left.
 * @example
 * const answer = await handler(apiEvent({ body: { email: 'ada@example.com' } }), lambdaContext());
 */
export const lambdaContext = (remainingMs = 10_000): Context =>
  ({ awsRequestId: 'lambda-request', getRemainingTimeInMillis: () => remainingMs }) as unknown as Context;

const requestContext = ({
  method = 'POST',
  path = '/test',
  principal,
  requestId = 'request-1',
  sourceIp = '192.0.2.1',
  userAgent = 'test agent',
}: TestRequest): object => ({
  requestId,
  httpMethod: method,
  resourcePath: path,
  stage: 'test',
  identity: { sourceIp, userAgent },
  ...(principal && { authorizer: { principalId: 'test', ...encodePrincipal({ ...A_USER, ...principal }) } }),
});

const A_USER: PrincipalClaims = {
  sub: 'user-1',
  roles: ['user'],
  sid: 'session-1',
  exp: 4_102_444_800,
  auth_time: 1_750_000_000,
  amr: ['pwd'],
};
