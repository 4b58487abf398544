import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ApiModel, RouteModel } from '../template/model.ts';
import { parseRequestTarget } from './request-target.ts';
import { createRouteTree } from './route-tree.ts';

const route = (text: string): RouteModel => {
  const [method = '', path = ''] = text.split(' ');
  return { method, path, authorizer: null, integration: { kind: 'preflight', headers: [] } };
};
const api = (app: string, ...routes: string[]): ApiModel => ({
  app,
  id: app,
  stage: 'v1',
  binaryMediaTypes: [],
  stageVariables: {},
  gatewayResponses: {},
  routes: routes.map(route),
});
const find = (apis: readonly ApiModel[], method: string, target: string) => {
  const parsed = parseRequestTarget(target);
  const match = parsed && createRouteTree(apis).match(parsed.segments, method);
  return match && [`${match.route.method} ${match.route.path}`, match.pathParameters];
};

const APIS = [
  api(
    'users',
    'POST /users',
    'GET /users/me',
    'GET /users/{id}',
    'DELETE /users/{id}',
    'GET /users/{id}/keys',
  ),
  api('files', 'ANY /files/{proxy+}', 'GET /files/{name}', 'PUT /files/{name}', 'GET /files/a/b', 'GET /'),
];

describe('a call', () => {
  test.each([
    ['GET /', ['GET /', {}]],
    ['POST /users', ['POST /users', {}]],
    ['GET /users', null],
    ['GET /users/me', ['GET /users/me', {}]],
    ['GET /users/Me', ['GET /users/{id}', { id: 'Me' }]],
    ['GET /users/%6De', null],
    ['GET /users/m%C3%A9', ['GET /users/{id}', { id: 'mé' }]],
    ['DELETE /users/me', null],
    ['DELETE /users/%6De', null],
    ['GET /users/me/keys', ['GET /users/{id}/keys', { id: 'me' }]],
    ['GET /users/%6De/keys', ['GET /users/{id}/keys', { id: 'me' }]],
    ['GET /users/1/keys/', null],
    ['PUT /files/x', ['PUT /files/{name}', { name: 'x' }]],
    ['POST /files/x', null],
    ['POST /files/x/y', ['ANY /files/{proxy+}', { proxy: 'x/y' }]],
    ['GET /files/a/b', ['GET /files/a/b', {}]],
    ['GET /files/a/c', ['ANY /files/{proxy+}', { proxy: 'a/c' }]],
    ['PROPFIND /files/x/y', null],
    ['ANY /files/x/y', null],
    ['POST /files/%61/b', null],
    ['POST /files/a/%62', null],
    ['POST /files/%61/c', ['ANY /files/{proxy+}', { proxy: 'a/c' }]],
    ['GET /users/__proto__', ['GET /users/{id}', { id: '__proto__' }]],
    ['GET /__proto__', null],
  ])('goes to the most specific resource, or nowhere: %s', (text, expected) => {
    const [method = '', target = ''] = text.split(' ');
    expect(find(APIS, method, target)).toEqual(expected);
  });

  test('without a route belongs to the API whose path it shares', () => {
    const tree = createRouteTree(APIS);
    const nearest = (target: string) => tree.nearestApi(parseRequestTarget(target)?.segments ?? [])?.app;
    expect(['/users/1/nothing', '/files', '/elsewhere'].map(nearest)).toEqual(['users', 'files', 'users']);
  });
});

test('two routes of one path and method are an error, and so are two names of one place', () => {
  expect(() => createRouteTree([...APIS, api('other', 'POST /users')])).toThrow(
    'other: POST /users: users already has this route',
  );
  expect(() => createRouteTree([...APIS, api('other', 'GET /users/{name}')])).toThrow(
    '{id} already stands where it has {name}',
  );
});

describe('a request target', () => {
  test.each([
    '',
    '*',
    'users',
    '//users',
    '/users/',
    '/a//b',
    '/.',
    '/a/..',
    '/%2e',
    '/%2E%2e/a',
    '/a%2fb',
    '/a%5Cb',
    '/a\\b',
    '/%',
    '/%FF',
    '/a#b',
    'ftp://x/a',
  ])('that could mean two things means nothing: %j', (target) => {
    expect(parseRequestTarget(target)).toBeNull();
  });

  test('is cut at its first question mark', () => {
    expect(parseRequestTarget('/a/b?x=/../?y')).toMatchObject({ path: '/a/b', query: 'x=/../?y' });
  });

  test('may name its origin (RFC 9112 §3.2.2)', () => {
    expect(parseRequestTarget('http://127.0.0.1:3000/a?b')).toMatchObject({ path: '/a', query: 'b' });
  });

  test('never yields an empty segment, a dot segment, or a separator inside one', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('/', '.', '%', '2', 'e', 'F', 'a', '\\', '?') }),
        (text) => {
          for (const { decoded } of parseRequestTarget(`/${text}`)?.segments ?? [])
            expect(decoded).toMatch(/^(?!\.{1,2}$)[^/\\]+$/);
        },
      ),
    );
  });
});
