// What API Gateway answers itself, as the problems that the functions answer with too.
import type { ErrorCode } from '@gatehouse/errors';
import { EXPOSED_HEADERS } from '@gatehouse/http/exposed-headers';
import { PROBLEMS, toProblemDocument } from '@gatehouse/http/problems';
import { Named, when, type Members, type Value } from './cloudformation.ts';
import { ALLOWED_ORIGIN, withOrigins } from './cors.ts';

/** Every type of answer that API Gateway makes, with the code that the contract gives it. */
export const CODES = {
  UNAUTHORIZED: 'unauthorized',
  INVALID_API_KEY: 'unauthorized',
  ACCESS_DENIED: 'forbidden',
  EXPIRED_TOKEN: 'unauthorized',
  INVALID_SIGNATURE: 'unauthorized',
  MISSING_AUTHENTICATION_TOKEN: 'not_found',
  RESOURCE_NOT_FOUND: 'not_found',
  REQUEST_TOO_LARGE: 'body_too_large',
  UNSUPPORTED_MEDIA_TYPE: 'unsupported_media_type',
  BAD_REQUEST_BODY: 'malformed_body',
  BAD_REQUEST_PARAMETERS: 'validation_failed',
  WAF_FILTERED: 'forbidden',
  DEFAULT_4XX: 'malformed_body',
  THROTTLED: 'too_many_attempts',
  QUOTA_EXCEEDED: 'too_many_attempts',
  AUTHORIZER_FAILURE: 'internal_error',
  AUTHORIZER_CONFIGURATION_ERROR: 'internal_error',
  API_CONFIGURATION_ERROR: 'internal_error',
  INTEGRATION_FAILURE: 'internal_error',
  INTEGRATION_TIMEOUT: 'timed_out',
  DEFAULT_5XX: 'internal_error',
} as const satisfies Readonly<Record<string, ErrorCode>>;

/** The answers by type; those of one code are one answer. Pages that use the cookie read them where credentials are allowed. */
export const gatewayResponses = ({ allowsCredentials = false } = {}): Members => {
  const answers = new Map<ErrorCode, Named>();
  const headers = new Named('headers', allowsCredentials ? { ...HEADERS, ...CREDENTIALS } : HEADERS);
  return Object.fromEntries(
    Object.entries<ErrorCode>(CODES).map(([type, code]) => {
      const answer = answers.get(code) ?? new Named(code, answerOf(code, headers));
      answers.set(code, answer);
      return [type, answer];
    }),
  );
};

const answerOf = (code: ErrorCode, headers: Named): Members => {
  const { status } = PROBLEMS[code];
  return {
    StatusCode: status,
    ResponseTemplates: {
      'application/json': JSON.stringify(toProblemDocument(code, '$context.requestId')),
    },
    ResponseParameters: { Headers: headersOf(status, headers) },
  };
};

const headersOf = (status: number, headers: Named): Value => {
  if (status === 401) return { 'www-authenticate': "'Bearer'", ...(headers.value as Members) };
  if (status === 429) return { 'retry-after': "'1'", ...(headers.value as Members) };
  return headers;
};

/** The headers of every answer: fixed texts in quotes, as API Gateway takes them. */
const HEADERS: Members = {
  'content-type': "'application/problem+json'",
  'cache-control': "'no-store'",
  'strict-transport-security': "'max-age=63072000; includeSubDomains'",
  'x-content-type-options': "'nosniff'",
  'x-frame-options': "'DENY'",
  'referrer-policy': "'no-referrer'",
  'cross-origin-resource-policy': "'same-origin'",
  'x-request-id': 'context.requestId',
  'access-control-allow-origin': withOrigins(ALLOWED_ORIGIN),
  'access-control-expose-headers': withOrigins(`'${EXPOSED_HEADERS.join(', ')}'`),
};

const CREDENTIALS: Members = {
  'access-control-allow-credentials': withOrigins(when('UsesCookies', "'true'")),
};
