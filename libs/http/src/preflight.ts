// The answer to a preflight of a route that can use the cookie. API Gateway answers all others itself, but neither chooses an
// origin nor allows credentials by a parameter of the stack.
import middy from '@middy/core';
import httpErrorHandler from '@middy/http-error-handler';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import type { Answer, Headers } from './answers.ts';
import { headerLines, only } from './bearer.ts';
import { presentProblems } from './middleware/present-problems.ts';
import { responseHeaders, securityHeaders } from './middleware/response-headers.ts';
import { COOKIE_HEADER } from './refresh-cookie.ts';
import type { ChainEvent, Service } from './request.ts';

/** Answers as API Gateway does; the headers of CORS are for the listed origins alone. */
export const preflightChain = (service: Service) => {
  const answer = async (event: ChainEvent): Promise<Answer> => ({
    statusCode: 200,
    headers: {
      'content-type': 'application/json',
      ...preflightHeaders(only(headerLines(event, 'origin')), service),
    },
    body: '{}\n',
  });
  return middy<ChainEvent, Answer>(answer).use([
    responseHeaders({ varyByOrigin: service.cors.length > 0 }),
    securityHeaders(),
    httpErrorHandler({ logger: false }),
    presentProblems(service.logger),
    httpHeaderNormalizer(),
  ]);
};

/** What a page of this origin may send (Fetch §3.3.3); nothing to one that is not listed. */
export const preflightHeaders = (
  origin: string | undefined,
  { cors, refreshCookie = 'off' }: Pick<Service, 'cors' | 'refreshCookie'>,
): Headers => {
  if (origin === undefined || !cors.includes(origin)) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'OPTIONS,POST',
    'access-control-allow-headers': `authorization,content-type,${COOKIE_HEADER}`,
    'access-control-max-age': '600',
    ...(refreshCookie !== 'off' && { 'access-control-allow-credentials': 'true' }),
  };
};
