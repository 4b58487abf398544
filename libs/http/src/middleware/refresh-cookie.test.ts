// The cookie through the real chain: what a page sends, what the handler sees, what the page is answered.
import { describe, expect, test } from '@jest/globals';
import { closed } from '@gatehouse/contract/fields';
import { GatehouseError } from '@gatehouse/errors';
import { createLogger } from '@gatehouse/log';
import { Type } from 'typebox';
import { httpHandler, noContent, ok, okTokens, type Answer, type LambdaHandler } from '../index.ts';
import type { SameSite } from '../refresh-cookie.ts';
import { apiEvent, lambdaContext, type TestRequest } from '../testing.ts';

const NOW = new Date('2026-03-01T12:00:00.000Z');
const APP = 'https://app.example.com';
const FROM_APP = { Origin: APP, 'Gatehouse-Refresh': 'cookie' };
const SENT = { ...FROM_APP, Cookie: '__Host-gatehouse-refresh=old' };

const Tokens = closed({ access_token: Type.String(), refresh_token: Type.Optional(Type.String()) });
const Taken = closed({ refresh_token: Type.String() });
const issued = { access_token: 'access', refresh_token: 'new', sessionEnd: new Date('2026-03-01T13:00:00Z') };

const lines: string[] = [];
const serviceOf = (refreshCookie: SameSite | 'off') => ({
  logger: createLogger({ level: 'DEBUG', service: 'test', write: (line) => void lines.push(line) }),
  cors: [APP],
  refreshCookie,
  now: () => NOW,
});

/** Three routes as the auth API has them, and the tokens that their handlers have seen. */
const routesWith = (refreshCookie: SameSite | 'off' = 'strict') => {
  const service = serviceOf(refreshCookie);
  const seen: string[] = [];
  const login = httpHandler(
    {
      callers: 'anyone',
      body: closed({ email: Type.String() }),
      answers: { 200: Tokens },
      refreshToken: 'issued',
    },
    { service },
    async () => okTokens(issued),
  );
  const refresh = httpHandler(
    { callers: 'anyone', body: Taken, answers: { 200: Tokens }, refreshToken: 'exchanged' },
    { service },
    async ({ body }) => {
      seen.push(body.refresh_token);
      if (body.refresh_token !== 'old') throw new GatehouseError('invalid_grant');
      return okTokens(issued);
    },
  );
  const logout = httpHandler(
    { callers: 'anyone', body: Taken, answers: { 204: null }, refreshToken: 'ended' },
    { service },
    async ({ body }) => (seen.push(body.refresh_token), noContent()),
  );
  return { login, refresh, logout, seen };
};

const call = (handler: LambdaHandler, request: TestRequest): Promise<Answer> =>
  handler(apiEvent(request), lambdaContext());

const cookieOf = ({ headers }: Answer): unknown => headers?.['set-cookie'];
const bodyOf = ({ body }: Answer): Record<string, unknown> => JSON.parse(body) as Record<string, unknown>;
const SET = '__Host-gatehouse-refresh=new; Max-Age=3600; Path=/; Secure; HttpOnly; SameSite=Strict';
const CLEARED = '__Host-gatehouse-refresh=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Strict';

describe('a page that asks for the cookie', () => {
  test('gets the refresh token of a login there until the session’s end, and none in the body', async () => {
    const answer = await call(routesWith().login, { headers: FROM_APP, body: { email: 'a' } });
    expect([answer.statusCode, bodyOf(answer)]).toEqual([200, { access_token: 'access' }]);
    expect(cookieOf(answer)).toBe(SET);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': APP,
      'access-control-allow-credentials': 'true',
      'cache-control': 'no-store',
    });
  });

  test.each<[string, TestRequest]>([
    ['without a body', {}],
    ['without a body, with its type', { headers: { 'Content-Type': 'application/json' } }],
    ['without a body, with another type', { headers: { 'Content-Type': 'text/plain' } }],
    ['with an empty body', { body: '' }],
    ['with an empty object', { body: {} }],
  ])('exchanges the cookie %s', async (_how, request) => {
    const { refresh, logout, seen } = routesWith();
    const headers = { ...SENT, ...request.headers };
    const answer = await call(refresh, { ...request, headers });
    expect([answer.statusCode, bodyOf(answer), cookieOf(answer)]).toEqual([
      200,
      { access_token: 'access' },
      SET,
    ]);
    const ended = await call(logout, { ...request, headers });
    expect([ended.statusCode, cookieOf(ended)]).toEqual([204, CLEARED]);
    expect(seen).toEqual(['old', 'old']);
  });

  test.each<[string, unknown, string]>([
    ['a refresh token', { refresh_token: 'old' }, '/refresh_token'],
    ['another member', { 'a/b': 1 }, '/a~1b'],
    ['a list', [], ''],
    ['null', 'null', ''],
  ])('has no body beside the cookie but an empty one: %s', async (_what, body, pointer) => {
    const { refresh, logout, seen } = routesWith();
    for (const handler of [refresh, logout]) {
      const answer = await call(handler, { headers: SENT, body });
      expect([answer.statusCode, cookieOf(answer)]).toEqual([400, undefined]);
      expect(bodyOf(answer)).toMatchObject({ code: 'validation_failed', errors: [{ pointer }] });
    }
    expect(seen).toEqual([]);
  });

  test('keeps the rules of bodies: their type, and JSON', async () => {
    const headers = { ...SENT, 'Content-Type': 'text/plain' };
    expect((await call(routesWith().refresh, { headers, body: '{}' })).statusCode).toBe(415);
    expect(bodyOf(await call(routesWith().refresh, { headers: SENT, body: '{' }))['code']).toBe(
      'malformed_body',
    );
  });

  test('has a bad token where it has no cookie, and no error sets or clears one', async () => {
    const { refresh, logout, seen } = routesWith();
    for (const Cookie of ['', 'x=1', '__Host-gatehouse-refresh=bad']) {
      const answer = await call(refresh, { headers: { ...FROM_APP, Cookie } });
      expect([bodyOf(answer)['code'], cookieOf(answer)]).toEqual(['invalid_grant', undefined]);
    }
    expect(seen).toEqual(['', '', 'bad']);
    expect(cookieOf(await call(logout, { headers: FROM_APP }))).toBe(CLEARED);
  });

  test.each<[string, Record<string, string>]>([
    ['another origin', { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }],
    ['another origin of the same site', { Origin: 'https://x.example.com', 'Sec-Fetch-Site': 'same-site' }],
    ['a sandbox', { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }],
    ['no browser', {}],
  ])('is refused from %s, before anything is read or done', async (_where, headers) => {
    const { login, refresh, logout, seen } = routesWith();
    for (const handler of [login, refresh, logout]) {
      const answer = await call(handler, { headers: { ...SENT, Origin: '', ...headers }, body: '{' });
      expect([answer.statusCode, bodyOf(answer)['code'], cookieOf(answer)]).toEqual([
        403,
        'forbidden',
        undefined,
      ]);
      expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
    }
    expect(seen).toEqual([]);
  });

  test('is refused where there are no cookies, and never gets the token in the body instead', async () => {
    const { login, refresh, logout } = routesWith('off');
    for (const handler of [login, refresh, logout]) {
      const answer = await call(handler, { headers: SENT, body: { email: 'a' } });
      expect([answer.statusCode, cookieOf(answer)]).toEqual([403, undefined]);
      expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
    }
  });

  test.each(['Cookie', 'body', ''])('in another word is told which it is: %j', async (word) => {
    for (const where of ['strict', 'off'] as const) {
      const answer = await call(routesWith(where).login, {
        headers: { ...FROM_APP, 'Gatehouse-Refresh': word },
        body: { email: 'a' },
      });
      expect(bodyOf(answer)).toMatchObject({ code: 'validation_failed', errors: [{ pointer: '' }] });
    }
  });

  test('twice has not asked for it', async () => {
    const event = apiEvent({ headers: FROM_APP, body: { email: 'a' } });
    event.multiValueHeaders['Gatehouse-Refresh'] = ['cookie', 'cookie'];
    expect((await routesWith().login(event, lambdaContext())).statusCode).toBe(400);
  });
});

describe('a request that does not ask for the cookie', () => {
  test('has its tokens in bodies, whatever cookie it brings', async () => {
    const { login, refresh, seen } = routesWith();
    const answers = [
      await call(login, { body: { email: 'a' } }),
      await call(refresh, {
        body: { refresh_token: 'old' },
        headers: { Cookie: '__Host-gatehouse-refresh=x' },
      }),
    ];
    expect(answers.map(bodyOf)).toEqual(Array(2).fill({ access_token: 'access', refresh_token: 'new' }));
    expect(answers.map(cookieOf)).toEqual([undefined, undefined]);
    expect(seen).toEqual(['old']);
  });

  test('is not signed in by the cookie', async () => {
    const { refresh, logout, seen } = routesWith();
    const headers = { Origin: APP, Cookie: '__Host-gatehouse-refresh=old' };
    for (const handler of [refresh, logout]) {
      expect(bodyOf(await call(handler, { headers }))['code']).toBe('malformed_body');
      expect(bodyOf(await call(handler, { headers, body: {} }))['code']).toBe('validation_failed');
    }
    expect(seen).toEqual([]);
  });
});

test('the cookie lives a second at least, and never shorter than its session', async () => {
  const handler = (milliseconds: number) =>
    httpHandler(
      { callers: 'anyone', answers: { 200: Tokens }, refreshToken: 'issued' },
      { service: serviceOf('strict') },
      async () => okTokens({ ...issued, sessionEnd: new Date(NOW.getTime() + milliseconds) }),
    );
  const livesFor = async (milliseconds: number) =>
    /Max-Age=(\d+)/.exec(String(cookieOf(await call(handler(milliseconds), { headers: FROM_APP }))))?.[1];
  expect([await livesFor(1500), await livesFor(1000), await livesFor(0)]).toEqual(['2', '1', '1']);
});

test('tokens that are answered in another way fail for everyone, so that no page gets them in a body', async () => {
  const handler = httpHandler(
    { callers: 'anyone', answers: { 200: Tokens }, refreshToken: 'issued' },
    { service: serviceOf('off') },
    async () => ok({ access_token: 'access', refresh_token: 'new' }),
  );
  const answer = await call(handler, {});
  expect([answer.statusCode, answer.body.includes('new')]).toEqual([500, false]);
});

describe('a preflight', () => {
  const preflight = (where: SameSite | 'off', Origin: string) =>
    call(routesWith(where).login, { method: 'OPTIONS', headers: { Origin } });
  const corsOf = ({ headers = {} }: Answer) =>
    Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('access-control-')));

  test('lets the listed page ask for the cookie and send it', async () => {
    const answer = await preflight('strict', APP);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({ vary: 'origin', 'x-request-id': 'request-1' });
    expect(corsOf(answer)).toEqual({
      'access-control-allow-origin': APP,
      'access-control-allow-methods': 'OPTIONS,POST',
      'access-control-allow-headers': 'authorization,content-type,gatehouse-refresh',
      'access-control-max-age': '600',
      'access-control-allow-credentials': 'true',
    });
  });

  test('allows no credentials without cookies, and a stranger nothing', async () => {
    expect(corsOf(await preflight('off', APP))).not.toHaveProperty('access-control-allow-credentials');
    expect(corsOf(await preflight('strict', 'https://evil.example'))).toEqual({});
  });
});

test('no line of the log has a token', () => {
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.join('\n')).not.toMatch(/gatehouse-refresh=|"(old|new|bad)"/);
});
