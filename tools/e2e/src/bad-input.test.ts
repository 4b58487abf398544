import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { clientOf, logIn, newPerson, register, signUp, type Answer, type Client } from './client.ts';
import { startGateway, type RunningGateway } from './gateway-process.ts';
import { storesUnderTest } from './stores.ts';

const problem = (answer: Answer) => {
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('x-request-id')).toBe(answer.body.request_id);
  expect(answer.body).toMatchObject({
    type: expect.any(String),
    title: expect.any(String),
    detail: expect.any(String),
    status: answer.status,
  });
  return `${answer.status} ${answer.body.code}`;
};

const pointers = ({ body }: Answer): string[] =>
  (body.errors as { pointer: string }[]).map(({ pointer }) => pointer).sort();

describe.each(storesUnderTest('bad input'))('on $name', (store) => {
  let gateway: RunningGateway;
  let call: Client;
  beforeAll(async () => {
    gateway = await startGateway(store);
    call = clientOf(gateway.url);
  });
  afterAll(() => gateway?.stop());

  describe('a body', () => {
    const send = (body: unknown, headers?: Record<string, string>) =>
      call('POST', '/users', { body, ...(headers && { headers }) });

    test.each(['{', 'null', '[]', '"x"', '{"first_name":}', '\u0000'])(
      'that is no JSON object (%j) is 400',
      async (body) => {
        expect(problem(await send(body))).toMatch(/^400 (malformed_body|validation_failed)$/);
      },
    );

    test('that is empty where one is due is malformed', async () => {
      const answer = await call('POST', '/users', { headers: { 'content-type': 'application/json' } });
      expect(problem(answer)).toBe('400 malformed_body');
    });

    test('that misses members names each of them', async () => {
      const answer = await send({});
      expect(problem(answer)).toBe('400 validation_failed');
      expect(pointers(answer)).toEqual(['/email', '/first_name', '/last_name', '/password']);
    });

    test('with an unknown member, even a tempting one, is refused', async () => {
      const answer = await send({ ...newPerson(), roles: ['admin'] });
      expect(problem(answer)).toBe('400 validation_failed');
      expect(pointers(answer)).toEqual(['/roles']);
    });

    test.each([
      ['email', 'nobody'],
      ['email', `${'a'.repeat(250)}@example.com`],
      ['first_name', ''],
      ['first_name', 'x'.repeat(101)],
      ['last_name', 'a\u202eb'],
      ['first_name', '\u3164'],
      ['last_name', '\u115f\u2800 \u200b'],
      ['last_name', 7],
      ['password', 'fourteen chars'],
      ['password', 'x'.repeat(257)],
    ])('with a bad %s is refused, naming it', async (member, value) => {
      const answer = await send({ ...newPerson(), [member]: value });
      expect(problem(answer)).toBe('400 validation_failed');
      expect(new Set(pointers(answer))).toEqual(new Set([`/${member}`]));
      if (String(value).length > 1) expect(JSON.stringify(answer.body)).not.toContain(value);
    });

    test('that changes a name to one of which nothing shows is refused like a registration', async () => {
      const { user, tokens } = await signUp(call);
      const body = { first_name: '\u3164', last_name: '\u115f' };
      const answer = await call('PATCH', `/users/${user.id}`, { token: tokens.access_token, body });
      expect(problem(answer)).toBe('400 validation_failed');
      expect(pointers(answer)).toEqual(['/first_name', '/last_name']);
    });

    test('with a member that stands twice, in any escape of its name, is malformed', async () => {
      const json = JSON.stringify(newPerson()).slice(0, -1);
      for (const twice of [
        '"email":"eve@example.com"',
        '"\\u0065mail":"eve@example.com"',
        '"x":{"y":1,"y":1}',
      ])
        expect(problem(await send(`${json},${twice}}`))).toBe('400 malformed_body');
    });

    test.each(['gzip', 'br', 'gzip, identity'])(
      'in the content encoding %s is not supported',
      async (encoding) => {
        const headers = { 'content-encoding': encoding };
        expect(problem(await send(newPerson(), headers))).toBe('415 unsupported_media_type');
        expect((await send(newPerson(), { 'content-encoding': 'Identity' })).status).toBe(201);
      },
    );

    test('with faults of every kind names them all in one answer', async () => {
      const answer = await send({ first_name: '', last_name: 'B', email: 'x', password: 'short' });
      expect(problem(answer)).toBe('400 validation_failed');
      expect(new Set(pointers(answer))).toEqual(new Set(['/email', '/first_name', '/password']));
    });

    test('over 16 KiB is too large', async () => {
      expect(problem(await send({ ...newPerson(), first_name: 'x'.repeat(17 * 1024) }))).toBe(
        '413 body_too_large',
      );
    });

    test('of another type is not supported', async () => {
      const answer = await send('first_name=Ada', { 'content-type': 'application/x-www-form-urlencoded' });
      expect(problem(answer)).toBe('415 unsupported_media_type');
    });

    test('that was refused has left nothing behind', async () => {
      const person = newPerson();
      await send({ ...person, password: 'short' });
      await register(call, person);
    });
  });

  describe('a token', () => {
    const asked = (authorization: string) => call('GET', '/users/me', { headers: { authorization } });

    test.each([
      '',
      'Bearer',
      'Bearer ',
      'Bearer x',
      'Basic YTpi',
      'Bearer a.b.c',
      `Bearer ${'a.'.repeat(500)}`,
    ])('that is none (%s) is 401', async (authorization) => {
      const answer = await asked(authorization);
      expect(problem(answer)).toBe('401 unauthorized');
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    });

    test('with a changed signature is 401, with the scheme in any letter case 200', async () => {
      const { tokens } = await signUp(call);
      const token = tokens.access_token;
      const last = token.at(-20) === 'A' ? 'B' : 'A';
      expect(problem(await asked(`Bearer ${token.slice(0, -20)}${last}${token.slice(-19)}`))).toBe(
        '401 unauthorized',
      );
      expect((await asked(`bEARER ${token}`)).status).toBe(200);
    });

    test('that is a refresh token is 401', async () => {
      const { tokens } = await signUp(call);
      expect(problem(await asked(`Bearer ${tokens.refresh_token}`))).toBe('401 unauthorized');
    });
  });

  describe('a route', () => {
    test('that is not there is 404, with and without a token', async () => {
      const { tokens } = await signUp(call);
      for (const path of ['/', '/nothing', '/users/me/', '/users//me', '/auth/login/x']) {
        expect(problem(await call('GET', path))).toBe('404 not_found');
        expect(problem(await call('GET', path, { token: tokens.access_token }))).toBe('404 not_found');
      }
    });

    test('with another method is 404', async () => {
      expect(problem(await call('PUT', '/users/me'))).toBe('404 not_found');
    });
  });

  test('an unknown id is not told apart from another account', async () => {
    const { tokens } = await signUp(call);
    const { user } = await signUp(call);
    for (const id of [user.id, 'unknown', '..%2f..', '%00']) {
      const answer = await call('GET', `/users/${id}`, { token: tokens.access_token });
      expect([403, 404, 400]).toContain(answer.status);
      problem(answer);
    }
  });

  describe('a login', () => {
    test.each([
      ['of an unknown email', (email: string) => ({ email: `x${email}`, password: newPerson().password })],
      ['with a wrong password', (email: string) => ({ email, password: 'a wrong password' })],
      ['with an empty-looking password', (email: string) => ({ email, password: ' ' })],
    ])('%s answers the same', async (_which, bodyOf) => {
      const { person } = await signUp(call);
      const answer = await call('POST', '/auth/login', { body: bodyOf(person.email) });
      expect(problem(answer)).toBe('400 invalid_credentials');
      expect(answer.body.detail).not.toMatch(/unknown|exist/i);
    });
  });

  describe('a refresh', () => {
    const refreshed = (token: unknown) => call('POST', '/auth/refresh', { body: { refresh_token: token } });

    test('with a string that is no token, or of no session, is invalid_grant', async () => {
      const { tokens } = await signUp(call);
      const unknown = `${'A'.repeat(43)}.${'A'.repeat(43)}`;
      for (const token of [
        '',
        'x',
        'x'.repeat(2000),
        tokens.access_token,
        tokens.refresh_token.slice(1),
        unknown,
      ]) {
        expect(problem(await refreshed(token))).toBe('400 invalid_grant');
      }
      expect((await refreshed(tokens.refresh_token)).status).toBe(200);
    });

    test('with something that is no string is validation_failed', async () => {
      expect(problem(await refreshed(7))).toBe('400 validation_failed');
    });
  });

  describe('a logout', () => {
    test.each(['', 'x', 'x'.repeat(2000)])(
      'with a string that is no token (%#) ends nothing',
      async (token) => {
        const answer = await call('POST', '/auth/logout', { body: { refresh_token: token } });
        expect(answer.status).toBe(204);
      },
    );
  });

  test('a password change names every member at fault in one answer', async () => {
    const { tokens } = await signUp(call);
    const body = { current_password: '', new_password: 'short', other: 1 };
    const answer = await call('POST', '/auth/password', { token: tokens.access_token, body });
    expect(problem(answer)).toBe('400 validation_failed');
    expect(pointers(answer)).toEqual(['/current_password', '/new_password', '/other']);
  });

  describe('a list, asked by an admin,', () => {
    let token: string;
    beforeAll(async () => {
      const { person } = await signUp(call);
      await gateway.operate('admin', 'grant', person.email);
      token = (await logIn(call, person)).access_token;
    });

    test.each(['limit=0', 'limit=101', 'limit=x', 'limit=1.5', 'cursor=nonsense', 'other=1'])(
      'with %s is refused',
      async (query) => {
        const answer = await call('GET', `/users?${query}`, { token });
        expect(problem(answer)).toBe('400 validation_failed');
        expect(pointers(answer)).toEqual([`/${query.split('=')[0]}`]);
      },
    );
  });
});

describe('while registration is closed', () => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await startGateway({ name: 'SQLite', databaseUrl: null }, { REGISTRATION: 'closed' });
  });
  afterAll(() => gateway?.stop());

  test.each([
    ['well-formed', newPerson()],
    ['empty', undefined],
    ['of the wrong form', {}],
    ['no JSON', '{'],
  ])('a registration is forbidden, whatever its body is: %s', async (_which, body: unknown) => {
    const answer = await clientOf(gateway.url)('POST', '/users', { body });
    expect(problem(answer)).toBe('403 forbidden');
  });
});
