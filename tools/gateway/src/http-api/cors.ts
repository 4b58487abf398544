// CORS of an HTTP API that has a CorsConfiguration: the gateway's headers alone count, and it answers preflights itself.
import type { Answer } from '../answers/answer.ts';
import { lastHeader } from '../events/request.ts';
import type { HeaderList, RequestHead } from '../events/request.ts';
import type { HttpApiModel, HttpCorsModel } from '../template/http-api/model.ts';

/** The answer with the gateway's headers in place of the function's; unchanged for an API without a configuration. */
export const withCors = (
  answer: Answer,
  { cors }: HttpApiModel,
  request: Pick<RequestHead, 'headers'>,
): Answer => {
  if (cors === null) return answer;
  const kept = answer.headers.filter(([name]) => !/^access-control-/i.test(name));
  const origin = allowedOrigin(cors, request);
  if (origin === null) return { ...answer, headers: kept };
  return {
    ...answer,
    headers: [...kept, ...originHeaders(cors, origin), ...listed('expose-headers', cors.exposeHeaders)],
  };
};

/**
 * The answer to an OPTIONS request that no route takes: 204, with what the configuration allows to that origin and method.
 */
export const preflightOf = (cors: HttpCorsModel, request: Pick<RequestHead, 'headers'>): Answer => {
  const origin = allowedOrigin(cors, request);
  const method = lastHeader(request.headers, 'access-control-request-method');
  const headers = origin === null || method === undefined ? [] : preflightHeaders(cors, origin);
  return { status: 204, headers, body: Buffer.alloc(0) };
};

const preflightHeaders = (cors: HttpCorsModel, origin: string): HeaderList => [
  ...originHeaders(cors, origin),
  ...listed('allow-methods', cors.allowMethods),
  ...listed('allow-headers', cors.allowHeaders),
  ...(cors.maxAgeSeconds === null ? [] : [['access-control-max-age', String(cors.maxAgeSeconds)] as const]),
];

const originHeaders = ({ allowCredentials }: HttpCorsModel, origin: string): HeaderList => [
  ['access-control-allow-origin', origin],
  ...(allowCredentials ? [['access-control-allow-credentials', 'true'] as const] : []),
];

const listed = (header: string, values: readonly string[]): HeaderList =>
  values.length === 0 ? [] : [[`access-control-${header}`, values.join(',')]];

/** What the answer names as allowed: `*`, the request's own origin, or nothing. */
const allowedOrigin = (
  { allowOrigins }: HttpCorsModel,
  { headers }: Pick<RequestHead, 'headers'>,
): string | null => {
  const origin = lastHeader(headers, 'origin');
  if (origin === undefined) return null;
  if (allowOrigins.includes('*')) return '*';
  return allowOrigins.some((allowed) => isAllowed(origin, allowed)) ? origin : null;
};

const isAllowed = (origin: string, allowed: string): boolean =>
  allowed.endsWith('://*') ? origin.startsWith(allowed.slice(0, -1)) : origin === allowed;
