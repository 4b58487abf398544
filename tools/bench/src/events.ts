// The events of API Gateway that the handlers are called with.

const ARN = 'arn:aws:execute-api:eu-central-1:123456789012:abcdef1234/v1/GET/users/me';

export const authorizerEvent = (token: string): object => ({
  type: 'TOKEN',
  methodArn: ARN,
  authorizationToken: `Bearer ${token}`,
});

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
  readonly token?: string;
  /** Of the caller; another one is another address for the limits. */
  readonly address?: string;
}

/** The event of a REST API with proxy integration. */
export const apiEvent = ({ method, path, body, token, address = '192.0.2.1' }: ApiRequest): object => {
  const headers = {
    ...(body !== undefined && { 'Content-Type': 'application/json' }),
    ...(token !== undefined && { Authorization: `Bearer ${token}` }),
  };
  return {
    resource: path,
    path,
    httpMethod: method,
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    body: body ?? null,
    isBase64Encoded: false,
    requestContext: {
      requestId: 'bench',
      stage: 'v1',
      path,
      resourcePath: path,
      httpMethod: method,
      domainName: 'api.example.com',
      identity: { sourceIp: address, userAgent: 'bench' },
    },
  };
};

/** A context as Lambda gives it. */
export const CONTEXT = { awsRequestId: 'bench', getRemainingTimeInMillis: () => 10_000 };
