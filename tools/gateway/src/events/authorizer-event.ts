// The events of Lambda authorizers of REST APIs: TOKEN, and REQUEST.
import type { Call } from './call.ts';
import { headersAndQuery } from './proxy-event.ts';

export const toTokenEvent = (authorizationToken: string, { methodArn }: Call) => ({
  type: 'TOKEN' as const,
  methodArn,
  authorizationToken,
});

/** Like a proxy event without its body; absent maps are empty, not null. */
export const toRequestEvent = (call: Call) => {
  const { headers, multiValueHeaders, ...query } = headersAndQuery(call);
  return {
    type: 'REQUEST' as const,
    methodArn: call.methodArn,
    resource: call.route.path,
    path: call.target.path,
    httpMethod: call.request.method,
    headers,
    multiValueHeaders,
    queryStringParameters: query.queryStringParameters ?? {},
    multiValueQueryStringParameters: query.multiValueQueryStringParameters ?? {},
    pathParameters: call.pathParameters,
    stageVariables: call.api.stageVariables,
    requestContext: call.context,
  };
};
