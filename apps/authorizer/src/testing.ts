// What the tests of this app share: an issuer with a key, its tokens, and each event of API Gateway as AWS documents it.
import { accessTable } from '@gatehouse/access';
import {
  addKey,
  createSigner,
  generateKey,
  issueAccessToken,
  parsePublicJwks,
  publicJwks,
  type PrivateKeySet,
} from '@gatehouse/jwt';
import type { AuthorizeDeps } from './authorize.ts';
import type { AuthorizerEvent } from './events.ts';

export const NOW = new Date('2026-03-01T12:00:00.000Z');
export const ISSUER = 'https://id.example.com/auth';
export const API = 'arn:aws:execute-api:eu-central-1:123456789012:abcdef1234/v1';

export const makeIssuer = async () => {
  const set: PrivateKeySet = addKey({ keys: [] }, await generateKey('ES256'), NOW);
  const signer = await createSigner(set);
  const keys = await parsePublicJwks(JSON.stringify(publicJwks(set)));
  const issue = async (
    subject = 'account-1',
    roles: readonly string[] = ['user'],
    now = NOW,
  ): Promise<string> => {
    const parties = {
      issuer: ISSUER,
      audience: 'gatehouse',
      clientId: 'gatehouse',
      subject,
      sessionId: 'sid-1',
    };
    const input = { ...parties, roles, amr: ['pwd'], authTime: now, now, ttlSeconds: 300 };
    return (await issueAccessToken({ signer }, input)).token;
  };
  const deps: AuthorizeDeps = {
    keys,
    issuer: ISSUER,
    audience: 'gatehouse',
    clientId: 'gatehouse',
    access: accessTable,
    now: () => NOW,
  };
  return { set, issue, deps };
};

export const tokenEvent = (authorizationToken: string, method = 'GET/users/me'): AuthorizerEvent => ({
  type: 'TOKEN',
  methodArn: `${API}/${method}`,
  authorizationToken,
});

export const requestEvent = (headers: Record<string, string>, method = 'GET/users/me'): AuthorizerEvent =>
  ({
    type: 'REQUEST',
    methodArn: `${API}/${method}`,
    resource: '/users/me',
    path: '/users/me',
    httpMethod: 'GET',
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters: {},
    pathParameters: {},
    stageVariables: {},
    requestContext: {
      path: '/users/me',
      accountId: '123456789012',
      stage: 'v1',
      httpMethod: 'GET',
      apiId: 'abcdef1234',
    },
  }) as unknown as AuthorizerEvent;

export const httpApiEvent = (headers: Record<string, string>, method = 'GET/users/me'): AuthorizerEvent =>
  ({
    version: '2.0',
    type: 'REQUEST',
    routeArn: `${API}/${method}`,
    identitySource: Object.values(headers),
    routeKey: '$default',
    rawPath: '/users/me',
    rawQueryString: '',
    cookies: [],
    headers,
    queryStringParameters: {},
    requestContext: {
      accountId: '123456789012',
      apiId: 'abcdef1234',
      http: {
        method: 'GET',
        path: '/users/me',
        protocol: 'HTTP/1.1',
        sourceIp: '192.0.2.1',
        userAgent: 'agent',
      },
      requestId: 'id',
      routeKey: '$default',
      stage: 'v1',
      time: '01/Mar/2026:12:00:00 +0000',
      timeEpoch: NOW.getTime(),
    },
    pathParameters: {},
    stageVariables: {},
  }) as unknown as AuthorizerEvent;

/** A connection that offers sub-protocols, each given text on a line of its own. */
export const connectEvent = (...subProtocols: readonly string[]): AuthorizerEvent => {
  const multiValueHeaders = {
    Connection: ['upgrade'],
    Upgrade: ['websocket'],
    'Sec-WebSocket-Version': ['13'],
    ...(subProtocols.length > 0 && { 'Sec-WebSocket-Protocol': [...subProtocols] }),
  };
  return {
    type: 'REQUEST',
    methodArn: `${API}/$connect`,
    headers: Object.fromEntries(
      Object.entries(multiValueHeaders).map(([name, lines]) => [name, lines.at(-1)]),
    ),
    multiValueHeaders,
    requestContext: { routeKey: '$connect', eventType: 'CONNECT' },
  };
};
