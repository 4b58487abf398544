// A run of Gatehouse as a stranger's test has it: tokens, the clock, forged tokens.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { withAuthentication } from '@gatehouse/http/guard';
import { startGatehouse, type Gatehouse } from './index.ts';

let gatehouse: Gatehouse;
beforeAll(async () => {
  gatehouse = await startGatehouse();
});
afterAll(() => gatehouse.stop());

const send = async (path: string, { token = '', ...options }: RequestInit & { token?: string } = {}) => {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const answer = await fetch(gatehouse.url + path, { ...options, headers });
  return { status: answer.status, body: (await answer.json().catch(() => null)) as Record<string, unknown> };
};
const post = (path: string, body: object) => send(path, { method: 'POST', body: JSON.stringify(body) });
const statusOf = async (path: string, token: string) => (await send(path, { token })).status;
const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

const password = 'five words that nobody else has';
const register = async (email: string) => {
  const { status } = await post('/users', { first_name: 'Ada', last_name: 'Lovelace', email, password });
  expect(status).toBe(201);
};

describe('a token', () => {
  test('is of a real account: Gatehouse’s own routes take it, by its roles', async () => {
    const [user, admin] = [await gatehouse.tokenFor(), await gatehouse.tokenFor({ roles: ['admin'] })];
    expect([await statusOf('/users/me', user), await statusOf('/users', user)]).toEqual([200, 403]);
    expect(await statusOf('/users', admin)).toBe(200);
    expect(await statusOf('/auth/sessions', admin)).toBe(200);
  });

  test('has the roles of one’s own service beside user, and no other claims than a login gives', async () => {
    await register('ada@example.com');
    const login = await post('/auth/login', { email: 'ada@example.com', password });
    const claims = claimsOf(await gatehouse.tokenFor({ roles: ['clerk', 'orders:read'] }));
    expect(claims).toMatchObject({ roles: ['user', 'clerk', 'orders:read'], amr: ['pwd'] });
    expect(claims).toMatchObject({
      iss: gatehouse.issuer,
      aud: gatehouse.audience,
      client_id: gatehouse.clientId,
    });
    expect(Object.keys(claims)).toEqual(Object.keys(claimsOf(login.body['access_token'] as string)));
  });

  test('with mfa says that two factors were given, in a session that stands', async () => {
    const token = await gatehouse.tokenFor({ mfa: true });
    expect(claimsOf(token)['amr']).toEqual(['pwd', 'otp', 'mfa']);
    expect(await statusOf('/users/me', token)).toBe(200);
    expect((await send('/auth/logout-all', { method: 'POST', token })).status).toBe(204);
    expect(await statusOf('/users/me', token)).toBe(401);
  });

  test('is of the same account for the same email, with the roles of this call', async () => {
    const first = claimsOf(await gatehouse.tokenFor({ email: 'Grace@example.com', roles: ['a', 'b'] }));
    const second = claimsOf(await gatehouse.tokenFor({ email: 'grace@example.com', roles: ['b', 'c'] }));
    expect(second['sub']).toBe(first['sub']);
    expect(second['roles']).toEqual(expect.arrayContaining(['user', 'b', 'c']));
    expect(second['roles']).toHaveLength(3);
    expect(claimsOf(await gatehouse.tokenFor())['sub']).not.toBe(claimsOf(await gatehouse.tokenFor())['sub']);
  });

  test('can be of an account that the test has registered, by its password', async () => {
    const email = 'mary@example.com';
    await register(email);
    await expect(gatehouse.tokenFor({ email })).rejects.toThrow(
      'the login of mary@example.com was answered with 400 invalid_credentials; is it an account of your own',
    );
    expect(await statusOf('/users/me', await gatehouse.tokenFor({ email, password }))).toBe(200);
  });

  test('is there as often as one asks, whatever the limits of registrations and logins', async () => {
    const tokens = await Promise.all(Array.from({ length: 30 }, () => gatehouse.tokenFor()));
    expect(new Set(tokens.map((token) => claimsOf(token)['sub'])).size).toBe(30);
  });

  test.each([['Clerk'], ['two words'], [''], Array.from({ length: 40 }, (_, index) => `role-${index}`)])(
    'is refused for roles that no account can have: %j',
    async (...roles) => {
      await expect(gatehouse.tokenFor({ roles })).rejects.toThrow(RangeError);
    },
  );
});

describe('a service that verifies tokens itself', () => {
  const guarded = () => {
    const { issuer, audience, clientId, jwksUrl: jwks, clock } = gatehouse;
    const options = { issuer, audience, clientId, jwks, now: clock.now };
    const answer = async (event: { principal: { roles: readonly string[] } }) => ({
      statusCode: 200,
      body: event.principal.roles.join(' '),
    });
    const handler = withAuthentication(options, answer);
    return (token: string) => handler({ headers: { authorization: `Bearer ${token}` } }, undefined);
  };

  test('takes the token until its end, refuses every forged one, and Gatehouse does too', async () => {
    const call = guarded();
    const token = await gatehouse.tokenFor({ roles: ['clerk'] });
    expect(await call(token)).toMatchObject({ statusCode: 200, body: 'user clerk' });
    const forged = gatehouse.forgedTokens();
    expect(forged.length).toBeGreaterThan(100);
    expect(new Set(forged.map(({ name }) => name)).size).toBe(forged.length);
    for (const { name, token: wrong } of forged) {
      expect([name, (await call(wrong)).statusCode]).toEqual([name, 401]);
      expect([name, await statusOf('/users/me', wrong)]).toEqual([name, 401]);
    }
    gatehouse.clock.advance(301);
    expect((await call(token)).statusCode).toBe(401);
    expect(await statusOf('/users/me', token)).toBe(401);
  });
});

describe('the clock', () => {
  test('ends a session that nobody refreshes', async () => {
    await register('idle@example.com');
    const login = await post('/auth/login', { email: 'idle@example.com', password });
    gatehouse.clock.advance(8 * 86_400);
    const { refresh_token } = login.body;
    expect((await post('/auth/refresh', { refresh_token })).body).toMatchObject({ code: 'invalid_grant' });
  });

  test('ends the window of a limit', async () => {
    const attempt = () => post('/auth/login', { email: 'nobody@example.com', password });
    for (let count = 0; count < 10; count += 1) await attempt();
    expect((await attempt()).status).toBe(429);
    gatehouse.clock.advance(900);
    expect((await attempt()).status).toBe(400);
  });

  test('goes on by itself, and not back', () => {
    const before = gatehouse.clock.now().getTime();
    gatehouse.clock.advance(0.5);
    expect(gatehouse.clock.now().getTime()).toBeGreaterThanOrEqual(before + 500);
    for (const seconds of [-1, NaN, Infinity])
      expect(() => gatehouse.clock.advance(seconds)).toThrow('seconds must be from 0 to');
  });
});
