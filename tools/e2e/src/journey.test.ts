import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { clientOf, logIn, newPerson, register, signUp, type Client } from './client.ts';
import { startGateway, type RunningGateway } from './gateway-process.ts';
import { tokenTo } from './mailbox.ts';
import { storesUnderTest } from './stores.ts';

describe.each(storesUnderTest('the journey'))('on $name', (store) => {
  let gateway: RunningGateway;
  let call: Client;
  beforeAll(async () => {
    gateway = await startGateway(store);
    call = clientOf(gateway.url);
  });
  afterAll(() => gateway?.stop());

  const admin = async () => {
    const person = newPerson({ first_name: 'Root' });
    await register(call, person);
    await gateway.operate('admin', 'grant', person.email);
    return logIn(call, person);
  };

  test('a newcomer registers, logs in, is guarded, refreshes, changes and goes', async () => {
    const person = newPerson();
    const registered = await call('POST', '/users', { body: person });
    expect(registered.status).toBe(201);
    expect(registered.headers.get('location')).toBe(`/users/${registered.body.id}`);
    expect(registered.body).toEqual({
      id: expect.stringMatching(/^[\w-]+$/),
      first_name: person.first_name,
      last_name: person.last_name,
      email: person.email,
      email_verified: false,
      pending_email: null,
      roles: ['user'],
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      updated_at: registered.body.created_at,
    });
    const { id } = registered.body;

    const login = await call('POST', '/auth/login', {
      body: { email: person.email.toUpperCase(), password: person.password },
    });
    expect(login.status).toBe(200);
    expect(login.body).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 300,
      refresh_token: expect.any(String),
    });
    const token = login.body.access_token as string;

    expect(await call('GET', '/users/me', { token })).toMatchObject({ status: 200, body: registered.body });
    expect(await call('GET', `/users/${id}`, { token })).toMatchObject({ status: 200, body: { id } });

    const anonymous = await call('GET', '/users/me');
    expect(anonymous).toMatchObject({ status: 401, body: { code: 'unauthorized', status: 401 } });
    expect(anonymous.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(anonymous.headers.get('content-type')).toMatch(/^application\/problem\+json/);

    const other = await signUp(call);
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      const body = method === 'PATCH' ? { first_name: 'Eve' } : undefined;
      const denied = await call(method, `/users/${other.user.id}`, { token, body });
      expect(denied).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    }
    expect(await call('GET', '/users', { token })).toMatchObject({ status: 403 });

    const { access_token: adminToken } = await admin();
    const listed = await call('GET', '/users?limit=100', { token: adminToken });
    expect(listed.status).toBe(200);
    expect(listed.body.items.map((user: { id: string }) => user.id)).toEqual(
      expect.arrayContaining([id, other.user.id]),
    );

    const refreshed = await call('POST', '/auth/refresh', {
      body: { refresh_token: login.body.refresh_token },
    });
    expect(refreshed.status).toBe(200);
    expect(refreshed.body.refresh_token).not.toBe(login.body.refresh_token);
    const fresh = refreshed.body.access_token as string;

    const patched = await call('PATCH', `/users/${id}`, { token: fresh, body: { last_name: 'King' } });
    expect(patched).toMatchObject({ status: 200, body: { id, last_name: 'King', first_name: 'Ada' } });

    expect(await call('DELETE', `/users/${id}`, { token: fresh })).toMatchObject({
      status: 204,
      body: undefined,
    });
    expect(await call('GET', '/users/me', { token: fresh })).toMatchObject({ status: 401 });
    expect(await call('GET', `/users/${id}`, { token: fresh })).toMatchObject({ status: 401 });
    const after = await call('POST', '/auth/refresh', {
      body: { refresh_token: refreshed.body.refresh_token },
    });
    expect(after).toMatchObject({ status: 400, body: { code: 'invalid_grant' } });
    expect(await call('GET', `/users/${id}`, { token: adminToken })).toMatchObject({ status: 404 });
    const again = await call('POST', '/auth/login', {
      body: { email: person.email, password: person.password },
    });
    expect(again).toMatchObject({ status: 400, body: { code: 'invalid_credentials' } });
  });

  test('an admin pages through all accounts, oldest first, without gap or repetition', async () => {
    for (let count = 0; count < 5; count += 1) await register(call, newPerson());
    const { access_token: token } = await admin();
    const seen: { id: string; created_at: string }[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const { status, body } = await call('GET', `/users?limit=2${query}`, { token });
      expect(status).toBe(200);
      expect(body.items.length).toBeLessThanOrEqual(2);
      seen.push(...body.items);
      cursor = body.next_cursor;
    } while (cursor !== null);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
    expect(seen.map(({ created_at }) => created_at)).toEqual(seen.map(({ created_at }) => created_at).sort());
    expect(seen.length).toBeGreaterThanOrEqual(6);
  });

  test('an admin changes names, not the email, of another, and deletes the account', async () => {
    const { access_token: token } = await admin();
    const { user } = await signUp(call);
    const path = `/users/${user.id}`;
    expect(await call('PATCH', path, { token, body: { first_name: 'Grace' } })).toMatchObject({
      status: 200,
    });
    const email = await call('PATCH', path, { token, body: { email: newPerson().email } });
    expect(email).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await call('DELETE', path, { token })).toMatchObject({ status: 204 });
    expect(await call('GET', path, { token })).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  test('a role that was taken counts at once, whatever the token says', async () => {
    const person = newPerson();
    await register(call, person);
    await gateway.operate('admin', 'grant', person.email);
    const { access_token: token } = await logIn(call, person);
    expect(await call('GET', '/users', { token })).toMatchObject({ status: 200 });
    await gateway.operate('admin', 'revoke', person.email);
    expect(await call('GET', '/users', { token })).toMatchObject({ status: 403 });
  });

  test('a disabled account neither logs in nor refreshes nor is served, and is served again when enabled', async () => {
    const { person, tokens } = await signUp(call);
    const { email, password } = person;
    await gateway.operate('admin', 'disable', email);
    expect(await call('GET', '/users/me', { token: tokens.access_token })).toMatchObject({ status: 401 });
    expect(await call('POST', '/auth/login', { body: { email, password } })).toMatchObject({
      status: 400,
      body: { code: 'invalid_credentials' },
    });
    const refresh = { body: { refresh_token: tokens.refresh_token } };
    expect(await call('POST', '/auth/refresh', refresh)).toMatchObject({ status: 400 });
    await gateway.operate('admin', 'enable', email);
    expect(await call('POST', '/auth/refresh', refresh)).toMatchObject({ status: 400 });
    await logIn(call, person);
  });

  test('one email is one account in any letter case, also for two who register at once', async () => {
    const person = newPerson();
    const spellings = [person.email, person.email.toUpperCase(), person.email.replace('ada', 'Ada')];
    const answers = await Promise.all(
      spellings.map((email) => call('POST', '/users', { body: { ...person, email } })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    for (const { status, body } of answers) {
      if (status === 201) expect(body.email).toBe(person.email);
      else expect(body.code).toBe('email_taken');
    }
  });

  test('a new email signs in once it is confirmed, and the old one does no more', async () => {
    const { person, user, tokens } = await signUp(call);
    const { access_token: token } = tokens;
    const email = newPerson().email;
    const change = (to: string) => call('PATCH', `/users/${user.id}`, { token, body: { email: to } });
    expect(await change(email.toUpperCase())).toMatchObject({
      ...{ status: 200, body: { email: person.email, pending_email: email } },
    });
    await logIn(call, person);
    const body = { token: await tokenTo(gateway, email, 'verify_email'), password: person.password };
    expect((await call('POST', '/auth/email/verify', { body })).status).toBe(204);
    await logIn(call, { ...person, email });
    expect(
      await call('POST', '/auth/login', { body: { email: person.email, password: person.password } }),
    ).toMatchObject({ status: 400 });
    const taken = await signUp(call);
    expect(await change(taken.person.email)).toMatchObject({ status: 409, body: { code: 'email_taken' } });
  });
});
