// The event of a Lambda proxy integration of a REST API (payload version 1.0).
import type { Call } from './call.ts';
import { toEventBody } from './event-body.ts';
import { eventHeaders } from './event-headers.ts';
import { orNull, toMultiMap } from './multi-map.ts';
import { lastHeader } from './request.ts';
import type { SplitTarget } from '../routes/request-target.ts';

/** What an authorizer's result adds to the event: its context as text, and who it says calls. */
export type AuthorizerContext = Readonly<Record<string, string | number>>;

/** @param authorizer undefined on routes that have no authorizer: then the event has no such member */
export const toProxyEvent = (call: Call, authorizer: AuthorizerContext | undefined) => {
  const { request, target, route, pathParameters, api, context } = call;
  return {
    resource: route.path,
    path: target.path,
    httpMethod: request.method,
    ...headersAndQuery(call),
    pathParameters: orNull(pathParameters),
    stageVariables: orNull(api.stageVariables),
    requestContext: authorizer === undefined ? context : { ...context, authorizer },
    ...toEventBody(request.body, lastHeader(request.headers, 'content-type'), api.binaryMediaTypes),
  };
};

/** Headers and query in both their forms; `+` in a query is a space, and an absent query is null. */
export const headersAndQuery = ({
  request,
  target,
}: Pick<Call, 'request'> & { readonly target: SplitTarget }) => {
  const headers = toMultiMap(eventHeaders(request), (name) => name.toLowerCase());
  const query = toMultiMap(new URLSearchParams(target.query));
  return {
    headers: headers.single,
    multiValueHeaders: headers.multi,
    queryStringParameters: orNull(query.single),
    multiValueQueryStringParameters: orNull(query.multi),
  };
};
