// How the tokens of a client are renewed, against an API that is made up answer by answer.
import { describe, expect, test } from '@jest/globals';
import { createClient, ProblemError } from './index.ts';
import {
  apiOf,
  clientOf,
  json,
  keptTokens,
  nowSeconds,
  problem,
  tokens,
  watchedStore,
  type Answers,
} from './testing/made-up-api.ts';

/** Knows the second tokens alone, and gives them for the first. */
const renewing: Answers = ({ url, token }) => {
  if (url.endsWith('/refresh')) return json(200, tokens('second'));
  return token === 'access-second' ? json(200, { ok: true }) : problem(401, 'unauthorized');
};

const over: Answers = ({ url }) =>
  url.endsWith('/refresh') ? problem(400, 'invalid_grant') : problem(401, 'unauthorized');

describe('a refresh', () => {
  test('is made once for any number of calls that wait, when the token is refused', async () => {
    const { client, refreshes } = clientOf(renewing);
    const answers = await Promise.all(Array.from({ length: 20 }, () => client.users.me()));
    expect(answers).toEqual(Array(20).fill({ ok: true }));
    expect(refreshes().map(({ body }) => body)).toEqual([{ refresh_token: 'refresh-first' }]);
  });

  test('is made once for calls of one’s own APIs too', async () => {
    const { client, refreshes } = clientOf(renewing);
    const answers = await Promise.all([client.fetch('http://orders/1'), client.users.me()]);
    expect(answers).toMatchObject([{ status: 200 }, { ok: true }]);
    expect(refreshes()).toHaveLength(1);
  });

  test('is made before the token ends', async () => {
    const { client, paths } = clientOf(renewing, keptTokens('old', 10));
    await client.users.me();
    expect(paths()).toEqual(['POST /auth/refresh', 'GET /users/me']);
  });

  test('is not made early for a token that lives shortly', async () => {
    const short = { ...tokens('short', 8), expires_at: nowSeconds() + 7 };
    const { client, paths } = clientOf(() => json(200, {}), short);
    await client.users.me();
    expect(paths()).toEqual(['GET /users/me']);
  });

  test('goes by the time since the tokens came, whatever the clock of the device says', async () => {
    // Kept when the clock was an hour ahead, and when it was an hour behind.
    for (const secondsLeft of [-3600, 3600]) {
      const { client, refreshes } = clientOf(renewing, keptTokens('first', secondsLeft));
      for (let call = 0; call < 5; call += 1) await client.users.me();
      expect(refreshes()).toHaveLength(1);
    }
  });

  test('is made when it is asked for, and gives what is kept', async () => {
    const { client, store } = clientOf(renewing);
    expect(await client.auth.refresh()).toEqual(await store.get());
    expect(await client.accessToken()).toBe('access-second');
  });

  test('of nobody is refused without a question', async () => {
    const { client, calls, store } = clientOf(renewing, null);
    await expect(client.auth.refresh()).rejects.toMatchObject({ code: 'invalid_grant' });
    expect(await client.accessToken()).toBeUndefined();
    expect([calls, store.given]).toEqual([[], []]);
  });
});

describe('an answer that is lost', () => {
  test.each([
    ['on its way', () => new TypeError('lost')],
    ['behind a proxy', () => new Response('<html>', { status: 502 })],
    ['to the time limit', () => problem(504, 'timed_out')],
    ['to the page of a network', () => json(200, { welcome: 'to our hotel' })],
  ])('%s is asked for again with the same token', async (_where, lost) => {
    const { client, refreshes, store } = clientOf(({ url }, count) =>
      url.endsWith('/refresh') && count === 1 ? lost() : json(200, tokens('second')),
    );
    await client.auth.refresh();
    expect(refreshes().map(({ body }) => body)).toEqual([
      { refresh_token: 'refresh-first' },
      { refresh_token: 'refresh-first' },
    ]);
    expect(await store.get()).toMatchObject(tokens('second'));
  });

  test('again and again is thrown as fetch throws it, and the next call asks anew', async () => {
    let isAway = true;
    const away: Answers = (call, count) => (isAway ? new TypeError('away') : renewing(call, count));
    const { client, store, refreshes } = clientOf(away, keptTokens('first', -1));
    await expect(client.users.me()).rejects.toThrow(new TypeError('away'));
    expect(refreshes()).toHaveLength(3);
    expect(store.given).toEqual([]);
    isAway = false;
    expect(await client.users.me()).toEqual({ ok: true });
  });

  test('holds up no call while the token still counts', async () => {
    const { client, calls } = clientOf(
      ({ url }) => (url.endsWith('/refresh') ? problem(503, 'store_unavailable') : json(200, {})),
      keptTokens('first', 10),
    );
    expect(await client.users.me()).toEqual({});
    expect(calls.at(-1)?.token).toBe('access-first');
  });

  test.each([503, 429, 500, 403])(
    'is not what a %d is: it is thrown at once, and the tokens stay',
    async (status) => {
      const { client, store, refreshes } = clientOf(({ url }) =>
        url.endsWith('/refresh') ? problem(status, 'x') : problem(401, 'unauthorized'),
      );
      await expect(client.users.me()).rejects.toMatchObject({ status });
      expect(refreshes()).toHaveLength(1);
      expect(store.given).toEqual([]);
    },
  );
});

describe('a session that has ended', () => {
  test('signs out with one notice, and every call that waits is unauthorized', async () => {
    const { client, store, refreshes } = clientOf(over);
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => client.users.me()));
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'unauthorized' } });
    expect(refreshes()).toHaveLength(1);
    expect(store.given).toEqual([null]);
  });

  test('is said to whoever asks for the refresh', async () => {
    const { client, store } = clientOf(over);
    const error = await client.auth.refresh().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({ code: 'invalid_grant' });
    expect(store.given).toEqual([null]);
  });

  test('of which there is no refresh token needs none to be known', async () => {
    const { access_token, token_type, expires_in } = tokens('first');
    const { client, refreshes, store } = clientOf(over, { access_token, token_type, expires_in });
    await expect(client.users.me()).rejects.toMatchObject({ code: 'unauthorized' });
    expect([refreshes(), store.given]).toEqual([[], [null]]);
  });
});

describe('others who share the store', () => {
  test('are not asked for again when they have been faster', async () => {
    const { client, store, paths } = clientOf(renewing);
    const asked = client.users.me();
    await store.set(keptTokens('second'));
    await asked;
    expect(paths()).toEqual(['GET /users/me', 'GET /users/me']);
  });

  test('have one refresh, where the platform has locks', async () => {
    const { fetch, refreshes } = apiOf(renewing);
    const store = watchedStore(keptTokens('first'));
    const clients = Array.from({ length: 3 }, () => createClient({ baseUrl: 'http://api', store, fetch }));
    await Promise.all(clients.map((client) => client.users.me()));
    expect(refreshes()).toHaveLength(1);
  });

  test('have one refresh where what they write comes late, too', async () => {
    const { fetch, refreshes } = apiOf(renewing);
    const { get, set } = watchedStore(keptTokens('first'));
    // What one tab has set is seen by the other after it has looked twice.
    let looks = 0;
    const late = () => (looks++ < 4 ? keptTokens('first') : get());
    const options = { baseUrl: 'http://late', fetch };
    const writer = createClient({ ...options, store: { get, set } });
    const reader = createClient({ ...options, store: { get: late, set, lagMs: 60_000 } });
    await Promise.all([writer.auth.refresh(), reader.auth.refresh()]);
    expect(refreshes()).toHaveLength(1);
    expect(looks).toBeGreaterThan(4);
  });

  /** Does something to the store while the API answers a refresh. */
  const meanwhile = (act: (store: ReturnType<typeof watchedStore>) => void, refusal?: Response) => {
    const made = clientOf(({ url }) => {
      if (!url.endsWith('/refresh')) return problem(401, 'unauthorized');
      act(made.store);
      return refusal ?? json(200, tokens('second'));
    });
    return made;
  };

  test('who have refreshed meanwhile are followed, also where the own token is refused for it', async () => {
    for (const refusal of [undefined, problem(400, 'invalid_grant')]) {
      const { client, store } = meanwhile((kept) => void kept.set(keptTokens('theirs')), refusal);
      expect(await client.auth.refresh()).toMatchObject(tokens('theirs'));
      expect(await store.get()).toMatchObject(tokens('theirs'));
    }
  });

  test('who have signed out meanwhile stay so', async () => {
    const { client, store } = meanwhile((kept) => void kept.set(null));
    await expect(client.auth.refresh()).rejects.toMatchObject({ code: 'invalid_grant' });
    expect(await store.get()).toBeNull();
    expect(store.given).toEqual([null]);
  });
});

describe('in cookie mode', () => {
  const { refresh_token: _kept, ...cookieTokens } = tokens('first');
  const answering: Answers = ({ url }) => json(200, url.includes('/auth/') ? cookieTokens : {});
  const headerOf = ({ headers }: RequestInit) => new Headers(headers).get('gatehouse-refresh');

  test('the browser keeps the refresh token, and the routes that know it are told so', async () => {
    const { client, calls } = clientOf(answering, null, { cookie: true });
    await client.auth.login({ email: 'a@b.c', password: 'x' });
    await client.auth.refresh();
    await client.auth.logout();
    expect(calls.map(({ body }) => body)).toEqual([{ email: 'a@b.c', password: 'x' }, {}, {}]);
    expect(calls.map(({ init }) => [init.credentials, headerOf(init)])).toEqual(
      Array(3).fill(['include', 'cookie']),
    );
  });

  test('no other route is sent the cookie', async () => {
    const { client, calls } = clientOf(answering, cookieTokens, { cookie: true });
    await client.users.me();
    await client.auth.listSessions();
    expect(calls.map(({ init }) => [init.credentials, headerOf(init)])).toEqual(
      Array(2).fill([undefined, null]),
    );
  });

  test('a refresh token that the store still has is never sent', async () => {
    const { client, calls } = clientOf(answering, keptTokens('first'), { cookie: true });
    await client.auth.refresh();
    await client.auth.logout();
    expect(calls.map(({ body }) => body)).toEqual([{}, {}]);
  });

  test('a page that was loaded anew finds its session', async () => {
    const { client, paths, calls } = clientOf(answering, null, { cookie: true });
    await client.users.me();
    expect(paths()).toEqual(['POST /auth/refresh', 'GET /users/me']);
    expect(calls[1]?.token).toBe('access-first');
  });

  test('where there is none, it asks once', async () => {
    const { client, refreshes, store } = clientOf(over, null, { cookie: true });
    for (let call = 0; call < 3; call += 1) await client.users.me().catch(() => undefined);
    expect(refreshes()).toHaveLength(1);
    expect(store.given).toEqual([]);
  });

  test('a logout during the question stays one', async () => {
    const { client, store } = clientOf(
      async ({ url }) => {
        if (url.endsWith('/refresh')) await client.auth.logout();
        return json(200, cookieTokens);
      },
      null,
      { cookie: true },
    );
    expect(await client.accessToken()).toBeUndefined();
    expect(store.given).toEqual([]);
  });
});
