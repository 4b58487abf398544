// The headers that every answer carries, errors too. First in the chain, so that its hooks run last.
import type middy from '@middy/core';
import httpSecurityHeaders from '@middy/http-security-headers';
import type { Answer } from '../answers.ts';
import { requestIdOf, type ChainEvent } from '../request.ts';

type Middleware = middy.MiddlewareObj<ChainEvent, Answer>;
type Request = middy.Request<ChainEvent, Answer>;

/**
 * Adds `x-request-id`, `cache-control: no-store` where the handler says nothing else, and, where CORS is on,
 * `vary: origin` also for a stranger's origin. Header names leave in lower case, so that none goes out twice.
 */
export const responseHeaders = ({ varyByOrigin }: { readonly varyByOrigin: boolean }): Middleware => {
  const complete = ({ event, response }: Request): void => {
    if (response === undefined || response === null) return;
    response.headers = {
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      ...lowerCased(response.headers),
      ...(varyByOrigin ? { vary: 'origin' } : {}),
      'x-request-id': requestIdOf(event),
    };
  };
  return { after: complete, onError: complete };
};

/** Security headers that mean something for an API that is never rendered (OWASP REST Security). */
export const securityHeaders = (): Middleware =>
  httpSecurityHeaders({
    strictTransportSecurity: { maxAge: 63_072_000, includeSubDomains: true, preload: false },
    contentTypeOptions: { action: 'nosniff' },
    frameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    // Two plain directives, set above: Middy's adds those of documents.
    contentSecurityPolicy: false,
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: false,
    dnsPrefetchControl: false,
    downloadOptions: false,
    originAgentCluster: false,
    permissionsPolicy: false,
    permittedCrossDomainPolicies: false,
    reportingEndpoints: false,
    reportTo: false,
  });

const lowerCased = (headers: Answer['headers'] = {}): NonNullable<Answer['headers']> => {
  const lower: NonNullable<Answer['headers']> = {};
  for (const name in headers) lower[name.toLowerCase()] = headers[name] ?? '';
  return lower;
};
