// Calls, logins and logouts, against an API that is made up answer by answer.
import { describe, expect, test } from '@jest/globals';
import { api, type RoutesByName } from '@gatehouse/contract';
import { authApi } from '@gatehouse/auth-contract';
import { usersApi } from '@gatehouse/users-contract';
import { ProblemError } from './index.ts';
import { clientOf, json, keptTokens, nowSeconds, problem, tokens } from './testing/made-up-api.ts';

const ada = { email: 'ada@example.com', password: 'correct horse battery staple' };

describe('a call', () => {
  test('goes to the route of its name, with path, body and query in their places', async () => {
    const { client, calls } = clientOf(() => json(200, { id: 'a' }));
    await client.users.update('a/b', { first_name: 'Ada' });
    await client.users.list({ limit: 5, cursor: 'a&b' });
    await client.users.list();
    await client.auth.endSession('s1');
    expect(calls.map(({ method, url, body }) => [method, url, body])).toEqual([
      ['PATCH', 'http://api/users/a%2Fb', { first_name: 'Ada' }],
      ['GET', 'http://api/users?limit=5&cursor=a%26b', undefined],
      ['GET', 'http://api/users', undefined],
      ['DELETE', 'http://api/auth/sessions/s1', undefined],
    ]);
  });

  test('may have the users API elsewhere', async () => {
    const { client, calls } = clientOf(() => json(200, {}), tokens('a'), { usersUrl: 'http://users/v1/' });
    await client.users.me();
    await client.auth.listSessions();
    expect(calls.map(({ url }) => url)).toEqual(['http://users/v1/users/me', 'http://api/auth/sessions']);
  });

  test('carries the access token, and none when nobody is signed in', async () => {
    const { client, calls, store } = clientOf(() => json(200, {}));
    await client.users.me();
    await store.set(null);
    await client.users.me();
    expect(calls.map(({ token }) => token)).toEqual(['access-first', undefined]);
  });

  test('that anyone may make carries none, and waits for no renewal', async () => {
    const { client, calls } = clientOf(() => json(201, { id: 'a' }), keptTokens('first', 0));
    await client.users.register({ first_name: 'Ada', last_name: 'Lovelace', ...ada });
    expect(calls.map(({ url, token }) => [url, token])).toEqual([['http://api/users', undefined]]);
  });

  test('that answers nothing gives undefined', async () => {
    const { client } = clientOf(({ url }) => (url.endsWith('a') ? json(204, null) : new Response('')));
    expect(await client.users.remove('a')).toBeUndefined();
    expect(await client.users.remove('b')).toBeUndefined();
  });

  test('that is refused is thrown as its problem', async () => {
    const { client } = clientOf(() => problem(429, 'too_many_attempts', { 'retry-after': '7' }));
    const error = await client.users.me().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({ code: 'too_many_attempts', status: 429, retryAfterSeconds: 7 });
    expect(error).toHaveProperty('problem.title', 'too_many_attempts');
  });

  test.each([
    [502, '<html>'],
    [404, '{"message":"no such route"}'],
    [200, '<html>'],
    [403, 'null'],
  ])('that a proxy answers in its place, with %d, is unreadable', async (status, body) => {
    const { client } = clientOf(() => new Response(body, { status }));
    const error = await client.users.me().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({ code: 'unreadable_answer', status, retryAfterSeconds: undefined });
  });

  test('that does not reach the API fails as fetch does, with its cause', async () => {
    const lost = new TypeError('fetch failed', { cause: new Error('ECONNRESET') });
    const { client, store } = clientOf(() => lost);
    await expect(client.users.me()).rejects.toBe(lost);
    expect(store.given).toEqual([]);
  });
});

describe('a signal', () => {
  test('goes to fetch, whatever the route takes', async () => {
    const { client, calls } = clientOf(() => json(200, {}));
    const { signal } = new AbortController();
    await client.users.me({ signal });
    await client.users.list(undefined, { signal });
    await client.users.update('a', { first_name: 'Ada' }, { signal });
    await client.auth.logoutAll({ signal });
    expect(calls.map(({ init }) => init.signal)).toEqual([signal, signal, signal, signal]);
    expect(calls.map(({ body }) => body)).toEqual([undefined, undefined, { first_name: 'Ada' }, undefined]);
  });

  test('ends the wait for a renewal, which goes on for the others', async () => {
    const answered = Promise.withResolvers<Response>();
    const { client, store } = clientOf(
      ({ url }) => (url.endsWith('/refresh') ? answered.promise : json(200, {})),
      keptTokens('first', 0),
    );
    const giving = new AbortController();
    const given = client.users.me({ signal: giving.signal });
    const other = client.users.me();
    giving.abort(new Error('the page is left'));
    await expect(given).rejects.toThrow('the page is left');
    answered.resolve(json(200, tokens('second')));
    await other;
    expect(await store.get()).toMatchObject(tokens('second'));
  });
});

describe('a login', () => {
  test('keeps its tokens for the calls behind it, and when they end', async () => {
    const { client, calls, store } = clientOf(
      ({ url }) => json(200, url.endsWith('login') ? tokens('new') : {}),
      null,
    );
    const before = nowSeconds();
    const given = await client.auth.login(ada);
    await client.users.me();
    expect(given).toMatchObject(tokens('new'));
    expect(given.expires_at).toBeGreaterThanOrEqual(before + 300);
    expect(await store.get()).toEqual(given);
    expect(calls.map(({ token }) => token)).toEqual([undefined, 'access-new']);
  });

  test('that is refused leaves the tokens as they were', async () => {
    const { client, store } = clientOf(() => problem(400, 'invalid_credentials'));
    await expect(client.auth.login(ada)).rejects.toMatchObject({ code: 'invalid_credentials' });
    expect(store.given).toEqual([]);
  });

  test('that something else answers keeps nothing', async () => {
    const { client, store } = clientOf(() => json(200, { welcome: 'to our hotel' }));
    await expect(client.auth.login(ada)).rejects.toMatchObject({ code: 'unreadable_answer' });
    expect(store.given).toEqual([]);
  });
});

describe('a logout', () => {
  test('ends the session and forgets the tokens', async () => {
    const { client, calls, store } = clientOf(() => json(204, null));
    await client.auth.logout();
    expect(calls.map(({ url, body }) => [url, body])).toEqual([
      ['http://api/auth/logout', { refresh_token: 'refresh-first' }],
    ]);
    expect(store.given).toEqual([null]);
  });

  test('forgets the tokens when the API is away too, and says that it is', async () => {
    const { client, store } = clientOf(() => new TypeError('away'));
    await expect(client.auth.logout()).rejects.toThrow('away');
    expect(store.given).toEqual([null]);
  });

  test('of nobody asks nothing', async () => {
    const { client, calls } = clientOf(() => json(204, null), null);
    await client.auth.logout();
    expect(calls).toEqual([]);
  });

  test('everywhere forgets the tokens once the API has done it', async () => {
    const { client, store } = clientOf((_call, count) =>
      count === 1 ? problem(503, 'store_unavailable') : json(204, null),
    );
    await expect(client.auth.logoutAll()).rejects.toMatchObject({ status: 503 });
    expect(store.given).toEqual([]);
    await client.auth.logoutAll();
    expect(store.given).toEqual([null]);
  });
});

describe('the fetch of one’s own APIs', () => {
  test('carries the token beside the headers that are given, and gives every answer as it is', async () => {
    const { client, calls } = clientOf(() => problem(409, 'sold_out'));
    const response = await client.fetch('http://orders/1', { headers: { accept: 'text/plain' } });
    expect(response.status).toBe(409);
    expect(new Headers(calls[0]?.init.headers).get('accept')).toBe('text/plain');
    expect(calls[0]?.token).toBe('access-first');
  });

  test('sends no stream a second time', async () => {
    const { client, calls } = clientOf(() => problem(401, 'unauthorized'));
    const body = new ReadableStream();
    const response = await client.fetch('http://orders', { method: 'POST', body });
    expect(response.status).toBe(401);
    expect(calls).toHaveLength(1);
  });
});

test.each([
  ['auth', authApi],
  ['users', usersApi],
] as const)(
  'every route of the %s API is a method, and makes the call of its declaration',
  async (name, declared) => {
    const { routes } = api<RoutesByName>(declared);
    const { client, calls, store } = clientOf(() => json(200, tokens('second')));
    const methods = client[name] as unknown as Readonly<Record<string, (...args: unknown[]) => unknown>>;
    expect(Object.keys(methods).sort()).toEqual(Object.keys(routes).sort());
    for (const [operation, { method, path }] of Object.entries(routes)) {
      const parameters = [...path.matchAll(/\{\w+\}/g)].map(() => 'x');
      void store.set(keptTokens('first'));
      await methods[operation]?.(...parameters);
      expect(calls.at(-1)).toMatchObject({ method, url: `http://api${path.replaceAll(/\{\w+\}/g, 'x')}` });
    }
  },
);
