import { describe, expect, test } from '@jest/globals';
import type { ApiModel, GatewayResponseModel, GatewayResponses } from '../template/model.ts';
import { gatewayResponse } from './gateway-response.ts';

const api = (gatewayResponses: GatewayResponses): ApiModel => ({
  app: 'app',
  id: 'id',
  stage: 'v1',
  binaryMediaTypes: [],
  stageVariables: {},
  routes: [],
  gatewayResponses,
});
const response = (status: number | null, text: string): GatewayResponseModel => ({
  status,
  headers: [],
  templates: { 'application/json': text },
});
const answer = (responses: GatewayResponses, type: Parameters<typeof gatewayResponse>[0]) => {
  const { status, body } = gatewayResponse(type, api(responses), { context: {}, headers: [] });
  return [status, body.toString()];
};

describe('a gateway response', () => {
  test("is the type's own, else the one for its class, else AWS's", () => {
    const responses = { UNAUTHORIZED: response(401, 'own'), DEFAULT_4XX: response(null, '4xx') };
    expect(answer(responses, 'UNAUTHORIZED')).toEqual([401, 'own']);
    expect(answer(responses, 'ACCESS_DENIED')).toEqual([403, '4xx']);
    expect(answer(responses, 'INTEGRATION_TIMEOUT')).toEqual([
      504,
      '{"message":"Endpoint request timed out"}',
    ]);
  });

  test('of an authorizer that fails tells the caller nothing', () => {
    expect(answer({}, 'AUTHORIZER_FAILURE')).toEqual([500, '{"message":null}']);
    expect(answer({}, 'AUTHORIZER_CONFIGURATION_ERROR')).toEqual([500, '{"message":null}']);
  });

  test('of a class gives its status to every type, unless it has none', () => {
    expect(answer({ DEFAULT_5XX: response(500, 'x') }, 'INTEGRATION_TIMEOUT')).toEqual([500, 'x']);
    expect(answer({ DEFAULT_5XX: response(null, 'x') }, 'INTEGRATION_FAILURE')).toEqual([502, 'x']);
  });

  test('can say its own content type, and else has that of its template', () => {
    const headersOf = (one: GatewayResponseModel) =>
      Object.fromEntries(
        gatewayResponse('UNAUTHORIZED', api({ UNAUTHORIZED: one }), { context: {}, headers: [] }).headers,
      );
    expect(
      headersOf({ status: 401, headers: [['Content-Type', "'application/problem+json'"]], templates: {} }),
    ).toEqual({ 'Content-Type': 'application/problem+json' });
    expect(headersOf({ status: 401, headers: [], templates: { 'text/plain': 'no' } })).toEqual({
      'content-type': 'text/plain',
    });
  });
});
