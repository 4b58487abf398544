// The events of Lambda authorizers of HTTP APIs, in both formats.
import type { HttpLambdaAuthorizerModel } from '../template/http-api/model.ts';
import { routeArn, stagePath } from './call.ts';
import type { HttpCall } from './call.ts';
import { contextOf, cookiesOf, headersOf, orNothing, queryOf } from './event-parts.ts';
import { contextOf1, requestOf1 } from './function-event.ts';

/** @param identity all values of each identity source */
export const toAuthorizerEvent = (
  call: HttpCall,
  { payloadVersion }: HttpLambdaAuthorizerModel,
  identity: readonly (readonly string[])[],
) => {
  const sources = identity.map((values) => values.join(','));
  return payloadVersion === '2.0' ? toEvent2(call, sources) : toEvent1(call, sources.join(','));
};

const toEvent2 = (call: HttpCall, identitySource: readonly string[]) => ({
  version: '2.0',
  type: 'REQUEST',
  routeArn: routeArn(call),
  identitySource: identitySource.length > 0 ? identitySource : null,
  routeKey: call.route.routeKey,
  rawPath: stagePath(call),
  rawQueryString: call.target.query,
  cookies: cookiesOf(call),
  headers: headersOf(call),
  queryStringParameters: queryOf(call),
  requestContext: contextOf(call),
  pathParameters: orNothing(call.pathParameters),
  stageVariables: orNothing(call.api.stageVariables),
});

const toEvent1 = (call: HttpCall, identitySource: string) => {
  const request = requestOf1(call);
  return {
    version: '1.0',
    type: 'REQUEST',
    methodArn: routeArn(call),
    identitySource,
    authorizationToken: identitySource,
    ...request,
    queryStringParameters: request.queryStringParameters ?? {},
    multiValueQueryStringParameters: request.multiValueQueryStringParameters ?? {},
    pathParameters: call.pathParameters,
    stageVariables: call.api.stageVariables,
    requestContext: contextOf1(call),
  };
};
