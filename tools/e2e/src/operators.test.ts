// What admins and operators do to accounts, from the outside: each act counts at once, and the last admin stays.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { clientOf, claimsOf, logIn, signUp, type Client } from './client.ts';
import { startGateway, type RunningGateway } from './gateway-process.ts';
import { mailsOfKind, tokenTo } from './mailbox.ts';
import { enrol } from './second-factor.ts';
import { storesUnderTest } from './stores.ts';

const ACCESS_TABLE = JSON.stringify({ orders: [{ verb: 'GET', path: '/orders', roles: ['clerk'] }] });

const NEW_PASSWORD = 'another horse battery staple';
/**
 * It works off one request after the other: of forty at once each call waits for so long that their time is over before most have tried
 * twice. `last-admin-progress.test.ts` of libs/accounts plays forty on a store that serves them side by side, as AWS does.
 */
const ON_DYNALITE = 2;

describe.each(storesUnderTest('operators'))('on $name', (store) => {
  let gateway: RunningGateway;
  let call: Client;
  let root: Awaited<ReturnType<typeof admin>>;
  beforeAll(async () => {
    gateway = await startGateway(store, { ACCESS_TABLE });
    call = clientOf(gateway.url);
    root = await admin();
  });
  afterAll(() => gateway?.stop());

  const user = async () => {
    const {
      person,
      user: { id },
      tokens,
    } = await signUp(call);
    return { person, id, tokens, token: tokens.access_token };
  };

  const admin = async () => {
    const { person, id } = await user();
    await gateway.operate('admin', 'grant', person.email);
    const tokens = await logIn(call, person);
    return { person, id, tokens, token: tokens.access_token };
  };

  const asRoot = (method: string, path: string, body?: unknown) =>
    call(method, path, { token: root.token, ...(body !== undefined && { body }) });

  const statusOf = async (token: string): Promise<number> =>
    (await call('GET', '/users/me', { token })).status;

  test('an admin finds an account by its email in any letter case, and nobody else does', async () => {
    const { person, id, token } = await user();
    const found = await asRoot(
      'GET',
      `/users?email=${encodeURIComponent(person.email.toUpperCase())}&limit=5`,
    );
    expect(found).toMatchObject({
      status: 200,
      body: { items: [{ id, disabled: false }], next_cursor: null },
    });
    expect((await asRoot('GET', '/users?email=nobody@example.com')).body).toEqual({
      items: [],
      next_cursor: null,
    });
    const { body } = await asRoot('GET', '/users?limit=1');
    for (const query of ['email=nobody', `email=a@example.com&cursor=${body.next_cursor}`])
      expect(await asRoot('GET', `/users?${query}`)).toMatchObject({
        status: 400,
        body: { code: 'validation_failed' },
      });
    expect((await call('GET', '/users?email=a@example.com', { token })).status).toBe(403);
  });

  test('whether an account is disabled is shown to admins alone, of themselves too', async () => {
    const { id, token } = await user();
    expect((await asRoot('GET', `/users/${id}`)).body).toMatchObject({ disabled: false });
    expect((await asRoot('GET', '/users/me')).body).toMatchObject({ disabled: false });
    expect((await call('GET', '/users/me', { token })).body).not.toHaveProperty('disabled');
    const { body } = await asRoot('GET', '/users');
    for (const item of body.items) expect(item).toHaveProperty('disabled');
  });

  test('a list of roles is put whole, counts from the next token on, and is held to those that there are', async () => {
    const { id, tokens } = await user();
    expect(await asRoot('PUT', `/users/${id}/roles`, { roles: ['user', 'clerk'] })).toMatchObject({
      status: 200,
      body: { id, roles: ['user', 'clerk'], disabled: false },
    });
    const { body } = await call('POST', '/auth/refresh', { body: { refresh_token: tokens.refresh_token } });
    expect(claimsOf(body.access_token as string).roles).toEqual(['user', 'clerk']);
    const refused = await asRoot('PUT', `/users/${id}/roles`, { roles: ['user', 'clrk', 'clerk', 'clerk'] });
    expect(refused).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    expect(refused.body.errors).toEqual([
      { pointer: '/roles/1', message: 'must be one of user, admin, clerk' },
      { pointer: '/roles/3', message: 'must not be there twice' },
    ]);
    for (const roles of [[], ['clerk'], ['user', 'Clerk'], 'user', null])
      expect((await asRoot('PUT', `/users/${id}/roles`, { roles })).status).toBe(400);
    expect((await asRoot('GET', `/users/${id}`)).body).toMatchObject({ roles: ['user', 'clerk'] });
    expect((await asRoot('PUT', '/users/nobody/roles', { roles: ['user'] })).status).toBe(404);
  });

  test('a disabled account signs in no more and acts no more, at once; enabling it brings no session back', async () => {
    const { person, id, token } = await user();
    expect(await asRoot('POST', `/users/${id}/disable`)).toMatchObject({
      status: 200,
      body: { id, disabled: true },
    });
    expect(await statusOf(token)).toBe(401);
    const { email, password } = person;
    const refused = await call('POST', '/auth/login', { body: { email, password } });
    expect(refused).toMatchObject({ status: 400, body: { code: 'invalid_credentials' } });
    expect(await asRoot('POST', `/users/${id}/enable`)).toMatchObject({
      status: 200,
      body: { id, disabled: false },
    });
    expect(await statusOf(token)).toBe(401);
    await logIn(call, person);
  });

  test('an admin ends all sessions of an account, and has a reset mailed; nobody else may', async () => {
    const { person, id, token } = await user();
    const other = await logIn(call, person);
    for (const [method, path] of [
      ['DELETE', `/users/${id}/sessions`],
      ['POST', `/users/${id}/password-reset`],
      ['POST', `/users/${id}/disable`],
      ['POST', `/users/${id}/enable`],
    ] as const)
      expect((await call(method, path, { token })).status).toBe(403);
    expect((await asRoot('POST', `/users/${id}/password-reset`)).status).toBe(202);
    expect(await statusOf(token)).toBe(200);
    expect((await asRoot('DELETE', `/users/${id}/sessions`)).status).toBe(204);
    expect([await statusOf(token), await statusOf(other.access_token)]).toEqual([401, 401]);
    expect((await asRoot('DELETE', '/users/nobody/sessions')).status).toBe(404);
    expect((await asRoot('POST', '/users/nobody/password-reset')).status).toBe(404);
  });

  test.each([
    ['an admin', ({ id }: { id: string }) => asRoot('POST', `/users/${id}/password-reset`)],
    ['an operator', ({ email }: { email: string }) => gateway.operate('admin', 'reset', email)],
  ])('a reset that %s has mailed leads to a new password, once', async (_who, ask) => {
    const { person, id, token } = await user();
    await ask({ id, email: person.email });
    const body = {
      token: await tokenTo(gateway, person.email, 'reset_password'),
      new_password: NEW_PASSWORD,
    };
    expect((await call('POST', '/auth/password/reset', { body })).status).toBe(204);
    expect(await call('POST', '/auth/password/reset', { body })).toMatchObject({
      status: 400,
      body: { code: 'invalid_grant' },
    });
    expect(await statusOf(token)).toBe(401);
    await logIn(call, { ...person, password: NEW_PASSWORD });
    await expect(logIn(call, person)).rejects.toThrow('got 400');
  });

  test('an account that lost its second factors logs in by its password alone, and is told', async () => {
    const { person, token } = await user();
    await enrol(call, token);
    await mailsOfKind(gateway, person.email, 'second_factor_changed');
    await expect(logIn(call, person)).rejects.toThrow('got 403');
    await gateway.operate('admin', 'unenrol', person.email);
    const { access_token: next } = await logIn(call, person);
    expect(claimsOf(next).amr).toEqual(['pwd']);
    expect((await call('GET', '/auth/factors', { token: next })).body).toEqual({
      totp: false,
      passkeys: 0,
      recovery_codes_left: 0,
    });
    expect(await statusOf(token)).toBe(401);
    await mailsOfKind(gateway, person.email, 'second_factor_changed', 2);
  });

  test('the owner gets all that is kept about the account', async () => {
    const { person, id, token } = await user();
    const { status, body } = await call('GET', '/users/me/export', { token });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      account: { id, email: person.email },
      sessions: [{ id: claimsOf(token).sid, address: '127.0.0.1', amr: ['pwd'] }],
      second_factors: { totp: false, passkeys: [], recovery_codes_left: 0 },
    });
    expect(JSON.stringify(body)).not.toMatch(/argon2|digest/i);
  });

  test('an erased account is gone with all that it was, and its email is free', async () => {
    const { person, id, token } = await user();
    expect((await asRoot('DELETE', `/users/${id}`)).status).toBe(204);
    expect((await asRoot('DELETE', `/users/${id}`)).status).toBe(404);
    expect(await statusOf(token)).toBe(401);
    expect((await call('POST', '/users', { body: person })).status).toBe(201);
  });

  test('commands do the same, and say what they did', async () => {
    const { person, id, token } = await user();
    const run = (act: string, ...more: string[]) => gateway.operate('admin', act, person.email, ...more);
    expect(await run('show')).toContain(`\n  id             ${id}\n`);
    expect(await gateway.operate('admin', 'list')).toContain(`${person.email}  ${id}  user`);
    expect(await gateway.operate('admin', 'list', '--email', person.email)).toMatch(/^\S+ {2}\S+ {2}user/);
    expect(await run('logout')).toContain('is logged out everywhere');
    expect(await statusOf(token)).toBe(401);
    expect(await run('reset')).toContain('is mailed a link to a new password');
    await expect(run('unenrol')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('the account has no second factor'),
    });
    expect(await run('erase')).toContain('is erased');
    await expect(run('show')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('there is no account with this email'),
    });
  });

  describe('the last admin', () => {
    /** An admin beside whom there is no other. */
    const lastAdmin = async () => {
      const { body } = await asRoot('GET', '/users?limit=100');
      for (const { id, roles } of body.items as { id: string; roles: string[] }[])
        if (roles.includes('admin') && id !== root.id)
          expect((await asRoot('DELETE', `/users/${id}`)).status).toBe(204);
      return root;
    };

    test('keeps role and account, whoever asks, by route and by command, and has lost nothing', async () => {
      const { id, person } = await lastAdmin();
      for (const [method, path, body] of [
        ['PUT', `/users/${id}/roles`, { roles: ['user'] }],
        ['POST', `/users/${id}/disable`],
        ['DELETE', `/users/${id}`],
      ] as const)
        expect(await asRoot(method, path, body)).toMatchObject({ status: 409, body: { code: 'last_admin' } });
      for (const act of ['revoke', 'disable', 'erase'])
        await expect(gateway.operate('admin', act, person.email)).rejects.toMatchObject({
          code: 1,
          stderr: expect.stringContaining('this is the last admin who is not disabled'),
        });
      expect((await asRoot('GET', '/users/me')).body).toMatchObject({
        roles: ['user', 'admin'],
        disabled: false,
      });
    });

    test('is one of two who erase each other many times at once, and goes on with the session of before', async () => {
      const [one, other] = [await lastAdmin(), await admin()];
      const eraseEachOther = () =>
        Promise.all(
          Array.from({ length: store.name === 'DynamoDB' ? ON_DYNALITE : 40 }, (_, index) => {
            const [by, of] = index % 2 === 0 ? [one, other] : [other, one];
            return call('DELETE', `/users/${of.id}`, { token: by.token });
          }),
        );
      let answers = await eraseEachOther();
      // On a loaded machine all of them may get in each other's way until their time is over, and are to come again.
      while (answers.every(({ status }) => status === 503)) answers = await eraseEachOther();
      expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
      const statuses = [await statusOf(one.token), await statusOf(other.token)];
      expect(statuses.toSorted()).toEqual([200, 401]);
      root = statuses[0] === 200 ? one : other;
      expect((await asRoot('GET', '/users?limit=1')).status).toBe(200);
    });

    test('is one of three who are removed by three processes at once', async () => {
      const all = [await lastAdmin(), await admin(), await admin()];
      const acts = ['revoke', 'disable', 'erase'].map((act, index) =>
        gateway.operate('admin', act, all[index]!.person.email),
      );
      const done = await Promise.allSettled(acts);
      expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
      const found = await Promise.all(all.map(({ token }) => call('GET', '/users?limit=1', { token })));
      const standing = found.filter(({ status }) => status === 200);
      expect(standing).toHaveLength(1);
      root = all[found.indexOf(standing[0]!)]!;
    });
  });
});
