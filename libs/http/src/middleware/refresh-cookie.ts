// Carries the refresh token in a cookie for a page that asks for it, so that no script can read it. Handlers know nothing of
// this: they take the token from the body and answer it there.
import type middy from '@middy/core';
import type { RefreshTokenUse } from '@gatehouse/contract';
import { GatehouseError } from '@gatehouse/errors';
import { SESSION_END, type Answer } from '../answers.ts';
import { headerLines } from '../bearer.ts';
import {
  clearRefreshCookie,
  COOKIE_HEADER,
  isTrustedSender,
  placeAskedFor,
  refreshTokenIn,
  setRefreshCookie,
  type SameSite,
} from '../refresh-cookie.ts';
import type { ChainEvent, Service } from '../request.ts';
import { escapeSegment } from './field-errors.ts';
import { hasBody } from './parse-body.ts';

type Middleware = middy.MiddlewareObj<ChainEvent, Answer>;
type Settings = Pick<Service, 'refreshCookie' | 'cors' | 'now'>;

/**
 * Marks the event of a request for the cookie, and moves the token of its good answer there. Throws `validation_failed` for a
 * header of another value, and `forbidden` where there are no cookies or the page is not one that may use them: who asks for
 * the cookie never gets the token in a body. An error sets no cookie.
 */
export const refreshCookie = (
  use: RefreshTokenUse,
  { refreshCookie: sameSite = 'off', cors, now = () => new Date() }: Settings,
): Middleware => ({
  before: function acceptCookie({ event }) {
    const place = placeAskedFor(headerLines(event, COOKIE_HEADER));
    if (place === 'unknown') throw new GatehouseError('validation_failed', { errors: [UNKNOWN_PLACE] });
    if (place === 'body') return;
    if (sameSite === 'off') throw new GatehouseError('forbidden', { reason: 'REFRESH_COOKIE is off' });
    if (!isTrustedSender(senderOf(event), cors))
      throw new GatehouseError('forbidden', { reason: 'no page that may use the cookie' });
    event.usesCookie = true;
  },
  after: function writeCookie({ event, response }) {
    if (response === null || response === undefined) return;
    const sessionEnd = use === 'ended' ? null : sessionEndOf(response);
    if (event.usesCookie !== true || sameSite === 'off') return;
    if (sessionEnd === null) setCookie(response, clearRefreshCookie(sameSite));
    else moveToken(response, sameSite, secondsUntil(sessionEnd, now()));
  },
});

const UNKNOWN_PLACE = { pointer: '', message: `the header ${COOKIE_HEADER} must be cookie, and stand once` };

const senderOf = (event: ChainEvent) => ({
  origin: headerLines(event, 'origin'),
  site: headerLines(event, 'sec-fetch-site'),
});

/** A handler that forgot it would fail for the first page that asks for a cookie; so it fails for everyone. */
const sessionEndOf = (answer: Answer): Date => {
  const sessionEnd = answer[SESSION_END];
  if (sessionEnd === undefined) throw new TypeError('tokens are answered by okTokens()');
  return sessionEnd;
};

const secondsUntil = (end: Date, now: Date): number =>
  Math.max(1, Math.ceil((end.getTime() - now.getTime()) / 1000));

const moveToken = (answer: Answer, sameSite: SameSite, maxAgeSeconds: number): void => {
  const { refresh_token: token, ...tokens } = JSON.parse(answer.body) as { readonly refresh_token: string };
  answer.body = JSON.stringify(tokens);
  setCookie(answer, setRefreshCookie(token, sameSite, maxAgeSeconds));
};

const setCookie = (answer: Answer, value: string): void => {
  answer.headers = { ...answer.headers, 'set-cookie': value };
};

/**
 * Reads the body as `parseBody` does; where the request uses the cookie, its token stands in for a body, which may then be
 * empty or an object without members. Throws `validation_failed` for each member beside the cookie.
 */
export const bodyOrCookie = (parseBody: Middleware): Middleware => ({
  before: async function readBodyOrCookie(request) {
    const { event } = request;
    if (event.usesCookie !== true || hasBody(event)) await parseBody.before?.(request);
    else event.body = {};
    if (event.usesCookie !== true) return;
    refuseMembers(event.body);
    event.body = { refresh_token: refreshTokenIn(headerLines(event, 'cookie')) };
  },
});

const refuseMembers = (body: unknown): void => {
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  const errors = isObject
    ? Object.keys(body).map((name) => ({ pointer: `/${escapeSegment(name)}`, message: BESIDE_THE_COOKIE }))
    : [{ pointer: '', message: 'must be of type object' }];
  if (errors.length > 0) throw new GatehouseError('validation_failed', { errors });
};

const BESIDE_THE_COOKIE = 'must not stand beside the cookie';
