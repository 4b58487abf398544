import { expect, test } from '@jest/globals';
import { api, route } from '@gatehouse/contract';
import { closed, Email, Id } from '@gatehouse/contract/fields';
import { clientOperations } from './operations.ts';

const auth = api({
  name: 'auth',
  title: 'Login',
  routes: {
    login: route({
      ...{ method: 'POST', path: '/auth/login', summary: 'x', callers: 'anyone', problems: [] },
      body: closed({ email: Email }),
      answers: { 200: closed({ access_token: Email }, { title: 'Tokens' }) },
    }),
    keys: route({
      ...{ method: 'GET', path: '/auth/keys', summary: 'x', callers: 'anyone', problems: [] },
      answers: { 204: null },
    }),
  },
});

const users = api({
  name: 'users',
  title: 'Users',
  routes: {
    find: route({
      ...{ method: 'GET', path: '/users/{id}', summary: 'x', callers: { self: 'id' }, problems: [] },
      pathParameters: closed({ id: Id }),
      query: closed({ email: Email }),
      answers: { 204: null },
    }),
  },
});

const written = (apis: readonly (typeof auth | typeof users)[]): string =>
  clientOperations({ apis, apps: [], authorizers: [] } as unknown as Parameters<typeof clientOperations>[0]);

test('a place says what the route takes, and for whom the call is made', () => {
  const text = written([auth, users]);
  expect(text).toContain('"login":"POST /auth/login body tokens"');
  expect(text).toContain('"keys":"GET /auth/keys anyone"');
  expect(text).toContain('"find":"GET /users/{id} query"');
});

test('an API that is not there is named', () => {
  expect(() => written([auth])).toThrow('libs/client: there is no API users');
});
