// What the events of HTTP APIs are made of, those of functions as those of authorizers.
import { isUtf8 } from 'node:buffer';
import { eventHeaders } from '../events/event-headers.ts';
import { toCommonLogTime } from '../events/request-context.ts';
import { headerValues, lastHeader } from '../events/request.ts';
import { ACCOUNT_ID } from '../template/synthetic.ts';
import { stagePath } from './call.ts';
import type { HttpCall } from './call.ts';

/** Names in lower case, the values of a name joined by commas; cookies stand apart. */
export const headersOf = ({ request }: HttpCall): Readonly<Record<string, string>> => {
  const headers = new Map<string, string>();
  for (const [name, value] of eventHeaders(request)) {
    const key = name.toLowerCase();
    if (key !== 'cookie') headers.set(key, headers.has(key) ? `${headers.get(key)},${value}` : value);
  }
  return Object.fromEntries(headers);
};

/** Each cookie of all headers by itself; undefined when there are none, and so no member of the event. */
export const cookiesOf = ({ request }: HttpCall): readonly string[] | undefined => {
  const cookies = headerValues(request.headers, 'cookie').flatMap((value) => value.split(/; */));
  return cookies.length > 0 ? cookies : undefined;
};

/** The values of a name joined by commas; undefined without a query. */
export const queryOf = ({ target }: HttpCall): Readonly<Record<string, string>> | undefined => {
  const query = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(target.query))
    query.set(name, query.has(name) ? `${query.get(name)},${value}` : value);
  return query.size > 0 ? Object.fromEntries(query) : undefined;
};

/** The map, or undefined when it is empty: format 2.0 leaves such members out. */
const orNothing = <T extends object>(map: T): T | undefined =>
  Object.keys(map).length > 0 ? map : undefined;

/** The `requestContext` of format 2.0. */
export const contextOf = (call: HttpCall) => {
  const { request, api, route } = call;
  const domainName = lastHeader(request.headers, 'host') ?? '';
  return {
    accountId: ACCOUNT_ID,
    apiId: api.id,
    domainName,
    domainPrefix: domainName.split('.', 1)[0] ?? '',
    http: {
      method: request.method,
      path: stagePath(call),
      protocol: request.protocol,
      sourceIp: request.sourceIp,
      userAgent: lastHeader(request.headers, 'user-agent') ?? '',
    },
    requestId: request.id,
    routeKey: route.routeKey,
    stage: api.stage,
    time: toCommonLogTime(request.receivedAt),
    timeEpoch: request.receivedAt.getTime(),
  };
};

/** What arrives as text; every other media type, and none, arrives as base64. */
const TEXT = /^(text\/[^;]*|application\/(json|xml|javascript))\s*(;|$)/i;

export const bodyOf = ({ request }: HttpCall) => {
  const { body, headers } = request;
  if (body.length === 0) return { body: undefined, isBase64Encoded: false };
  const isText = TEXT.test((lastHeader(headers, 'content-type') ?? '').trim()) && isUtf8(body);
  return { body: body.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
};

/** What events of format 2.0 have for functions and authorizers alike. */
export const partsOf2 = (call: HttpCall) => ({
  version: '2.0',
  routeKey: call.route.routeKey,
  rawPath: stagePath(call),
  rawQueryString: call.target.query,
  cookies: cookiesOf(call),
  headers: headersOf(call),
  queryStringParameters: queryOf(call),
  pathParameters: orNothing(call.pathParameters),
  stageVariables: orNothing(call.api.stageVariables),
});
