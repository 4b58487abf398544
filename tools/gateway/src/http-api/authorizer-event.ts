// The events of Lambda authorizers of HTTP APIs, in both formats.
import type { HttpLambdaAuthorizerModel } from '../template/http-api/model.ts';
import { routeArn } from './call.ts';
import type { HttpCall } from './call.ts';
import { contextOf, partsOf2 } from './event-parts.ts';
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
  ...partsOf2(call),
  type: 'REQUEST',
  routeArn: routeArn(call),
  identitySource: identitySource.length > 0 ? identitySource : null,
  requestContext: contextOf(call),
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
