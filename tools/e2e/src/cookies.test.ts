// Refresh tokens in the cookie, as a page asks for them, through the real gateway.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { clientOf, newPerson, register, type Answer, type Client, type Person } from './client.ts';
import { startGateway, type RunningGateway } from './gateway-process.ts';
import { storesUnderTest } from './stores.ts';

const APP = 'https://app.example.com';
const NAME = '__Host-gatehouse-refresh';
const ASK = { 'gatehouse-refresh': 'cookie', origin: APP };
const SAME_ORIGIN = { 'gatehouse-refresh': 'cookie', 'sec-fetch-site': 'same-origin' };

type Headers = Readonly<Record<string, string>>;

const tokenIn = ({ headers }: Answer): string => {
  const [cookie = ''] = headers.getSetCookie();
  return new RegExp(`^${NAME}=([^;]*)`).exec(cookie)?.[1] ?? '';
};
const attributesOf = ({ headers }: Answer): string =>
  headers
    .getSetCookie()
    .join()
    .replace(/^[^;]*; /, '');
const withCookie = (token: string, headers: Headers = ASK): Headers => ({
  ...headers,
  cookie: `first=1; ${NAME}=${token}`,
});
const logInBy = (call: Client, { email, password }: Person, headers: Headers = ASK) =>
  call('POST', '/auth/login', { body: { email, password }, headers });
const refreshBy = (call: Client, headers: Headers, body?: unknown) =>
  call('POST', '/auth/refresh', { headers, body });

describe.each(storesUnderTest('cookies'))('on $name', (store) => {
  let gateway: RunningGateway;
  let beside: readonly RunningGateway[];
  let call: Client;
  let callSameSite: Client;
  let callNone: Client;
  let callOff: Client;
  let person: Person;
  beforeAll(async () => {
    gateway = await startGateway(store, { REFRESH_COOKIE: 'strict', CORS_ORIGINS: APP });
    beside = await Promise.all([
      gateway.startBeside({ REFRESH_COOKIE: 'lax', CORS_ORIGINS: '' }),
      gateway.startBeside({ REFRESH_COOKIE: 'none' }),
      gateway.startBeside({ REFRESH_COOKIE: 'off' }),
    ]);
    call = clientOf(gateway.url);
    [callSameSite, callNone, callOff] = beside.map(({ url }) => clientOf(url)) as [Client, Client, Client];
    person = newPerson();
    await register(call, person);
  });
  afterAll(async () => {
    await Promise.all((beside ?? []).map((one) => one.stop()));
    await gateway?.stop();
  });

  test('a page signs in, refreshes and signs out, and no body has its refresh token', async () => {
    const signedIn = await logInBy(call, person);
    expect(signedIn.status).toBe(200);
    expect(Object.keys(signedIn.body).sort()).toEqual(['access_token', 'expires_in', 'token_type']);
    expect(attributesOf(signedIn)).toBe('Max-Age=604800; Path=/; Secure; HttpOnly; SameSite=Strict');
    const refreshed = await refreshBy(call, withCookie(tokenIn(signedIn)));
    expect([refreshed.status, refreshed.body.refresh_token]).toEqual([200, undefined]);
    expect(tokenIn(refreshed)).not.toBe(tokenIn(signedIn));
    const again = await refreshBy(call, withCookie(tokenIn(refreshed)), {});
    expect(again.status).toBe(200);
    const out = await call('POST', '/auth/logout', { headers: withCookie(tokenIn(again)) });
    expect([out.status, tokenIn(out)]).toEqual([204, '']);
    expect(attributesOf(out)).toBe('Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Strict');
    const late = await refreshBy(call, withCookie(tokenIn(again)));
    expect([late.status, late.body.code, late.headers.getSetCookie()]).toEqual([400, 'invalid_grant', []]);
    expect(await call('GET', '/users/me', { token: again.body.access_token })).toMatchObject({ status: 401 });
  });

  test('the answers may be read with credentials by that page, refusals too, and by no other', async () => {
    const token = tokenIn(await logInBy(call, person));
    const answers = [
      await refreshBy(call, withCookie(token)),
      await refreshBy(call, withCookie('bad')),
      await call('GET', '/auth/sessions', { headers: { origin: APP } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 401]);
    for (const { headers } of answers) {
      expect(headers.get('access-control-allow-origin')).toBe(APP);
      expect(headers.get('access-control-allow-credentials')).toBe('true');
    }
    const refused = await refreshBy(call, withCookie(token, { ...ASK, origin: 'https://evil.example' }));
    expect([refused.status, refused.body.code]).toEqual([403, 'forbidden']);
    expect(refused.headers.get('access-control-allow-credentials')).toBeNull();
  });

  test.each(['/auth/login', '/auth/refresh', '/auth/logout'])(
    'a preflight of %s lets that page ask for the cookie, with credentials where there is one',
    async (path) => {
      const preflight = async (by: Client, origin: string) =>
        (await by('OPTIONS', path, { headers: { origin, 'access-control-request-method': 'POST' } })).headers;
      const allowed = await preflight(call, APP);
      expect(allowed.get('access-control-allow-origin')).toBe(APP);
      expect(allowed.get('access-control-allow-headers')).toContain('gatehouse-refresh');
      expect(allowed.get('access-control-allow-credentials')).toBe('true');
      expect((await preflight(callOff, APP)).get('access-control-allow-credentials')).toBeNull();
      for (const headers of [
        await preflight(call, 'https://evil.example'),
        await preflight(callSameSite, APP),
      ])
        expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
    },
  );

  test('a refresh token beside the cookie is refused, and ends nothing', async () => {
    const token = tokenIn(await logInBy(call, person));
    for (const path of ['/auth/refresh', '/auth/logout']) {
      const answer = await call('POST', path, { headers: withCookie(token), body: { refresh_token: token } });
      expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
      expect(answer.body.errors).toMatchObject([{ pointer: '/refresh_token' }]);
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
    expect(await refreshBy(call, withCookie(token))).toMatchObject({ status: 200 });
  });

  test('the cookie alone signs nobody in: without the header it is not read', async () => {
    const token = tokenIn(await logInBy(call, person));
    const headers = { origin: APP, cookie: `${NAME}=${token}` };
    expect(await refreshBy(call, headers)).toMatchObject({ status: 400, body: { code: 'malformed_body' } });
    expect(await refreshBy(call, headers, {})).toMatchObject({
      status: 400,
      body: { code: 'validation_failed' },
    });
    expect(await refreshBy(call, withCookie(token))).toMatchObject({ status: 200 });
  });

  test('no cookie, a bad one and two of them are a bad token, and a logout without one is no error', async () => {
    const token = tokenIn(await logInBy(call, person));
    const both = { ...ASK, cookie: `${NAME}=${token}; ${NAME}=${token}` };
    for (const headers of [ASK, withCookie('none of ours'), both])
      expect(await refreshBy(call, headers)).toMatchObject({ status: 400, body: { code: 'invalid_grant' } });
    expect(await call('POST', '/auth/logout', { headers: ASK })).toMatchObject({ status: 204 });
  });

  test('a page of the same origin needs no list of origins, and a page of another gets nothing', async () => {
    const signedIn = await logInBy(callSameSite, person, SAME_ORIGIN);
    expect(attributesOf(signedIn)).toMatch(/SameSite=Lax$/);
    const token = tokenIn(signedIn);
    expect(await refreshBy(callSameSite, withCookie(token, SAME_ORIGIN))).toMatchObject({ status: 200 });
    for (const site of ['same-site', 'cross-site', 'none']) {
      const headers = withCookie(token, { ...ASK, 'sec-fetch-site': site });
      expect(await refreshBy(callSameSite, headers)).toMatchObject({
        status: 403,
        body: { code: 'forbidden' },
      });
    }
  });

  test('a cookie for pages of other sites is partitioned', async () => {
    expect(attributesOf(await logInBy(callNone, person))).toMatch(/; SameSite=None; Partitioned$/);
  });

  test('where it is off, who asks for the cookie is refused, and all else is as ever', async () => {
    const refused = await logInBy(callOff, person);
    expect(refused).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(refused.headers.getSetCookie()).toEqual([]);
    const plain = await logInBy(callOff, person, {});
    expect([plain.status, typeof plain.body.refresh_token]).toEqual([200, 'string']);
  });
});

describe('a start is stopped by the name of the variable', () => {
  test.each([
    ['another word', { REFRESH_COOKIE: 'yes' }],
    ['several origins', { REFRESH_COOKIE: 'lax', CORS_ORIGINS: `${APP},https://admin.example.com` }],
  ])('with %s', async (_what, variables) => {
    const sqlite = { name: 'SQLite', databaseUrl: null };
    await expect(startGateway(sqlite, variables)).rejects.toThrow(/REFRESH_COOKIE: must/);
  });
});
