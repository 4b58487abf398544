// Lets the page that may read an answer send and keep the cookie with it.
import type middy from '@middy/core';
import type { Answer } from '../answers.ts';
import type { ChainEvent } from '../request.ts';

/** Adds `access-control-allow-credentials` where an answer names the page's origin (Fetch §3.3.5), and nowhere else. */
export const allowCredentials = (): middy.MiddlewareObj<ChainEvent, Answer> => {
  const allow = ({ response }: middy.Request<ChainEvent, Answer>): void => {
    const names = Object.keys(response?.headers ?? {}).map((name) => name.toLowerCase());
    if (!names.includes('access-control-allow-origin')) return;
    response!.headers = { ...response!.headers, 'access-control-allow-credentials': 'true' };
  };
  return { after: allow, onError: allow };
};
