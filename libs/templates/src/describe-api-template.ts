// The contract that the template of every app behind an API keeps, as a suite; run by each app against its own template.
import { describe, expect, test } from '@jest/globals';
import type { AccessRow } from '@gatehouse/access';
import { PROBLEMS, problemType } from '@gatehouse/http/problems';
import { readTemplate, type TemplateValue } from './read-template.ts';

/** What API Gateway answers by itself, with the code that the contract gives it. */
const CODES: Readonly<Record<string, keyof typeof PROBLEMS>> = {
  UNAUTHORIZED: 'unauthorized',
  EXPIRED_TOKEN: 'unauthorized',
  INVALID_API_KEY: 'unauthorized',
  INVALID_SIGNATURE: 'unauthorized',
  ACCESS_DENIED: 'forbidden',
  WAF_FILTERED: 'forbidden',
  MISSING_AUTHENTICATION_TOKEN: 'not_found',
  RESOURCE_NOT_FOUND: 'not_found',
  REQUEST_TOO_LARGE: 'body_too_large',
  UNSUPPORTED_MEDIA_TYPE: 'unsupported_media_type',
  BAD_REQUEST_BODY: 'malformed_body',
  BAD_REQUEST_PARAMETERS: 'validation_failed',
  DEFAULT_4XX: 'malformed_body',
  THROTTLED: 'too_many_attempts',
  QUOTA_EXCEEDED: 'too_many_attempts',
  AUTHORIZER_FAILURE: 'internal_error',
  AUTHORIZER_CONFIGURATION_ERROR: 'internal_error',
  API_CONFIGURATION_ERROR: 'internal_error',
  INTEGRATION_FAILURE: 'internal_error',
  INTEGRATION_TIMEOUT: 'timed_out',
  DEFAULT_5XX: 'internal_error',
};

const HEADERS = {
  'content-type': "'application/problem+json'",
  'cache-control': "'no-store'",
  'strict-transport-security': "'max-age=63072000; includeSubDomains'",
  'x-content-type-options': "'nosniff'",
  'x-frame-options': "'DENY'",
  'referrer-policy': "'no-referrer'",
  'cross-origin-resource-policy': "'same-origin'",
  'x-request-id': 'context.requestId',
};

const keyOf = ({ verb, path }: { readonly verb: string; readonly path: string }): string => `${verb} ${path}`;

/** Holds the template in `file` to the access table's `rows` of its API, and to what every API of Gatehouse promises. */
export const describeApiTemplate = (file: string, rows: readonly AccessRow[]): void => {
  const template = readTemplate(file);

  test('each protected route has exactly one row in the access table, and each row a route', () => {
    const guarded = template.routes.filter(({ isPublic }) => !isPublic).map(keyOf);
    const granted = rows.filter((row) => 'path' in row).map(keyOf);
    expect(guarded.sort()).toEqual(granted.sort());
  });

  test('each function has one route, a handler of at most two parameters, and time to answer 503 itself', async () => {
    for (const { properties, sources, routes } of template.functions) {
      expect(routes).toHaveLength(1);
      for (const source of sources) {
        const module = (await import(source)) as { readonly handler: unknown };
        expect(module.handler).toBeInstanceOf(Function);
        expect((module.handler as () => void).length).toBeLessThan(3);
      }
      const { Timeout } = { ...template.raw.Globals.Function, ...properties };
      expect(Timeout).toBeGreaterThan(5);
    }
  });

  test('the authorizer is the default one and keeps out of preflights', () => {
    const { Auth } = template.api;
    expect(Auth.DefaultAuthorizer).toBe('JWTCustomAuthorizer');
    expect(Auth.AddDefaultAuthorizerToCorsPreflight).toBe(false);
    expect(Object.keys(Auth.Authorizers)).toEqual(['JWTCustomAuthorizer']);
  });

  describe('what API Gateway answers itself', () => {
    const responses = template.api.GatewayResponses as Readonly<Record<string, TemplateValue>>;

    test('is all spoken for', () => {
      expect(Object.keys(responses).sort()).toEqual(Object.keys(CODES).sort());
    });

    test.each(Object.entries(CODES))('%s is the problem %s', (type, code) => {
      const { StatusCode, ResponseTemplates, ResponseParameters } = responses[type];
      const { status, title, detail } = PROBLEMS[code];
      expect(StatusCode).toBe(status);
      expect(JSON.parse(ResponseTemplates['application/json'])).toEqual({
        type: problemType(code),
        title,
        status,
        detail,
        code,
        request_id: '$context.requestId',
      });
      expect(ResponseParameters.Headers).toMatchObject({
        ...HEADERS,
        ...(status === 401 && { 'www-authenticate': "'Bearer'" }),
        ...(status === 429 && { 'retry-after': "'1'" }),
      });
    });
  });
};
