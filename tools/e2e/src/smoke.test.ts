import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { leaveOut } from '@gatehouse/test-support';
import { claimsOf, clientOf, newPerson, type Client, type Person, type TokenSet } from './client.ts';

const url = process.env['GATEHOUSE_URL'];
const usersUrl = process.env['GATEHOUSE_USERS_URL'] || url;

/** One host for all APIs, or one address for each: both end where a path such as /users begins. */
const clientOfDeployment = (auth: string, users: string): Client => {
  const [callAuth, callUsers] = [auth, users].map((base) => clientOf(base.replace(/\/$/, '')));
  return (method, path, call) => (path.startsWith('/users') ? callUsers! : callAuth!)(method, path, call);
};

const smokeTest = (): void => {
  const call = clientOfDeployment(url ?? '', usersUrl ?? '');
  const person: Person = newPerson({ first_name: 'Smoke', last_name: 'Test' });
  let userId = '';
  let tokens: TokenSet;

  beforeAll(async () => {
    const registered = await call('POST', '/users', { body: person });
    expect(registered).toMatchObject({ status: 201, body: { email: person.email } });
    userId = registered.body.id as string;
    const login = await call('POST', '/auth/login', {
      body: { email: person.email, password: person.password },
    });
    expect(login.status).toBe(200);
    tokens = login.body as TokenSet;
  });

  afterAll(async () => {
    if (userId !== '') await call('DELETE', `/users/${userId}`, { token: tokens?.access_token });
  });

  test('lets its own account in, and nobody without a token or with a broken one', async () => {
    const me = '/users/me';
    expect(await call('GET', me, { token: tokens.access_token })).toMatchObject({
      status: 200,
      body: { id: userId },
    });
    expect(await call('GET', me)).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
    const broken = `${tokens.access_token.slice(0, -8)}AAAAAAAA`;
    expect(await call('GET', me, { token: broken })).toMatchObject({
      status: 401,
      body: { code: 'unauthorized' },
    });
  });

  test('keeps an account from what is not its own', async () => {
    const answer = await call('GET', '/users', { token: tokens.access_token });
    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });

  test('answers in problem+json also where API Gateway answers itself', async () => {
    const unknown = await call('GET', '/auth/nothing-is-here');
    expect(unknown).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(unknown.headers.get('content-type')).toContain('application/problem+json');
  });

  test('publishes the issuer and the keys of its tokens', async () => {
    const { body: metadata } = await call('GET', '/auth/.well-known/openid-configuration');
    const claims = claimsOf(tokens.access_token);
    expect(metadata.issuer).toBe(claims.iss);
    const jwks = await call('GET', '/auth/.well-known/jwks.json');
    expect(jwks).toMatchObject({ status: 200, body: { keys: expect.any(Array) } });
  });

  test('renews a session, lists it, and ends it', async () => {
    const refreshed = await call('POST', '/auth/refresh', { body: { refresh_token: tokens.refresh_token } });
    expect(refreshed.status).toBe(200);
    tokens = refreshed.body as TokenSet;
    const sessions = await call('GET', '/auth/sessions', { token: tokens.access_token });
    expect(sessions).toMatchObject({ status: 200, body: { items: [{ current: true }] } });
    const { refresh_token } = tokens;
    expect(await call('POST', '/auth/logout', { body: { refresh_token } })).toMatchObject({ status: 204 });
    const after = await call('POST', '/auth/refresh', { body: { refresh_token } });
    expect(after).toMatchObject({ status: 400, body: { code: 'invalid_grant' } });
  });
};

if (url) describe(`the deployment at ${url}`, smokeTest);
else leaveOut('the smoke test of a deployment', 'GATEHOUSE_URL is not set');
