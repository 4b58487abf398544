import { expect, test } from '@jest/globals';
import { readPolicy } from '@gatehouse/policy';
import type { ApiModel } from '../template/model.ts';
import { openedRoutes } from './opened-routes.ts';

const route = (method: string, path: string, authorizer: unknown = {}) => ({
  ...{ method, path, authorizer },
  integration: { kind: method === 'OPTIONS' ? 'preflight' : 'function' },
});
const api = {
  id: 'abcdef1234',
  stage: 'v1',
  routes: [
    route('POST', '/users', null),
    route('GET', '/users'),
    route('OPTIONS', '/users', null),
    route('GET', '/users/me'),
    route('GET', '/users/{id}'),
    route('ANY', '/pets/{id}'),
  ],
} as unknown as ApiModel;

const ARN = 'arn:aws:execute-api:*:*:abcdef1234/v1';
const policy = readPolicy({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: 'execute-api:Invoke',
      Resource: ['GET/users/me', 'GET/users/ada', 'GET/pets/*'].map((path) => `${ARN}/${path}`),
    },
  ],
});

test('tells of each route that runs something whether anyone, the caller with the own id, or nobody like it may call it', () => {
  const opened = openedRoutes(api, { policy, principalId: 'ada', context: {} });
  expect(opened.map(({ method, path, opens }) => `${method} ${path}: ${opens}`)).toEqual([
    'POST /users: public',
    'GET /users: no',
    'GET /users/me: yes',
    'GET /users/{id}: own',
    'ANY /pets/{id}: yes',
  ]);
});
