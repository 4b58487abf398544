import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { leaveOut } from '@gatehouse/test-support';
import { clientFrom } from './client-from.ts';
import { clientOf, logIn, newPerson, signUp, type Client } from './client.ts';
import { startGateway, type RunningGateway } from './gateway-process.ts';
import { storesUnderTest } from './stores.ts';

/** How many rounds of the race; the nightly run asks for more. */
const rounds = Number(process.env['E2E_ROUNDS'] ?? 3);

/** Linux has all of 127.0.0.0/8 on its loopback: an address of another network than 127.0.0.1. */
const ELSEWHERE = '127.0.1.1';
const hasElsewhere = process.platform === 'linux';

if (!hasElsewhere) leaveOut('replays from another network', 'only Linux has 127.0.1.1');

describe.each(storesUnderTest('sessions'))('on $name', (store) => {
  let gateway: RunningGateway;
  let beside: RunningGateway;
  let call: Client;
  let callBeside: Client;
  let graceless: RunningGateway;
  beforeAll(async () => {
    gateway = await startGateway(store, { REFRESH_GRACE_SECONDS: '3600' });
    beside = await gateway.startBeside();
    // Where the grace is over at once, so that no test waits for its end or outruns it.
    graceless = await gateway.startBeside({ REFRESH_GRACE_SECONDS: '0' });
    [call, callBeside] = [clientOf(gateway.url), clientOf(beside.url)];
  });
  afterAll(async () => {
    await graceless?.stop();
    await beside?.stop();
    await gateway?.stop();
  });

  const refreshed = (token: string, by = call) =>
    by('POST', '/auth/refresh', { body: { refresh_token: token } });
  /** Asks again, as clients do, where a loaded machine leaves the store no time. */
  const refreshedAtLast = async (token: string, by: Client) => {
    for (;;) {
      const answer = await refreshed(token, by);
      if (answer.status !== 503) return answer;
    }
  };
  const sessions = async (token: string) => (await call('GET', '/auth/sessions', { token })).body.items;

  test(
    '50 refreshes at once against two processes give one successor and move the session by one',
    async () => {
      for (let round = 0; round < rounds; round += 1) {
        const { tokens } = await signUp(call);
        const answers = await Promise.all(
          Array.from({ length: 50 }, (_, index) =>
            refreshedAtLast(tokens.refresh_token, index % 2 ? call : callBeside),
          ),
        );
        expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
        const successors = new Set(answers.map(({ body }) => body.refresh_token));
        expect(successors.size).toBe(1);
        const [successor] = successors as Set<string>;
        const second = await refreshed(successor!);
        expect(second.status).toBe(200);
        expect(await refreshed(tokens.refresh_token)).toMatchObject({
          status: 400,
          body: { code: 'invalid_grant' },
        });
        expect(await refreshed(second.body.refresh_token, callBeside)).toMatchObject({ status: 400 });
      }
    },
    120_000 + rounds * 20_000,
  );

  test('after the grace, the predecessor is answered three times, and then ends the session', async () => {
    const { tokens } = await signUp(call);
    const first = await refreshed(tokens.refresh_token);
    const same = { status: 200, body: { refresh_token: first.body.refresh_token } };
    const late = () => refreshed(tokens.refresh_token, clientOf(graceless.url));
    expect(await refreshed(tokens.refresh_token)).toMatchObject(same);
    for (let count = 0; count < 3; count += 1) expect(await late()).toMatchObject(same);
    expect(await late()).toMatchObject({ status: 400, body: { code: 'invalid_grant' } });
    expect(await refreshed(first.body.refresh_token)).toMatchObject({ status: 400 });
    await graceless.printed('refresh token reused');
    expect(graceless.output()).not.toContain(tokens.refresh_token);
  });

  const onElsewhere = hasElsewhere ? test : test.skip;

  onElsewhere(
    'the fourth replay from another network ends the session, and none from its own does',
    async () => {
      const { tokens } = await signUp(call);
      const first = await refreshed(tokens.refresh_token);
      const replayFrom = async (address: string) =>
        (await refreshed(tokens.refresh_token, clientFrom(gateway.url, address))).status;
      for (let count = 0; count < 5; count += 1) expect(await replayFrom('127.0.0.77')).toBe(200);
      for (let count = 0; count < 3; count += 1) expect(await replayFrom(ELSEWHERE)).toBe(200);
      expect(await replayFrom(ELSEWHERE)).toBe(400);
      expect(await refreshed(first.body.refresh_token)).toMatchObject({ status: 400 });
      await gateway.printed('too often from other networks');
    },
  );

  test('logout ends its session alone, and an unknown token is no error', async () => {
    const { person, tokens } = await signUp(call);
    const other = await logIn(call, person);
    const body = { refresh_token: tokens.refresh_token };
    expect(await call('POST', '/auth/logout', { body })).toMatchObject({ status: 204, body: undefined });
    expect(await call('POST', '/auth/logout', { body })).toMatchObject({ status: 204 });
    expect(await call('POST', '/auth/logout', { body: { refresh_token: 'x' } })).toMatchObject({
      status: 204,
    });
    expect(await refreshed(tokens.refresh_token)).toMatchObject({ status: 400 });
    expect(await refreshed(other.refresh_token)).toMatchObject({ status: 200 });
  });

  test('logout-all ends every session of the account, and no other account’s', async () => {
    const { person, tokens } = await signUp(call);
    const second = await logIn(callBeside, person);
    const stranger = await signUp(call);
    expect(await call('POST', '/auth/logout-all', { token: tokens.access_token })).toMatchObject({
      status: 204,
    });
    expect(await refreshed(tokens.refresh_token)).toMatchObject({ status: 400 });
    expect(await refreshed(second.refresh_token, callBeside)).toMatchObject({ status: 400 });
    expect(await refreshed(stranger.tokens.refresh_token)).toMatchObject({ status: 200 });
    await logIn(call, person);
  });

  test('a session shows of the user agent what shows, and no more than 512 code points of it', async () => {
    const { person, tokens } = await signUp(call);
    const { email, password } = person;
    const bent = Buffer.from(`Ada\u202e\u2028 \u0085${'ü'.repeat(600)}`).toString('latin1');
    await call('POST', '/auth/login', { body: { email, password }, headers: { 'user-agent': bent } });
    const [latest] = await sessions(tokens.access_token);
    expect(latest.user_agent).toBe(`Ada ${'ü'.repeat(508)}`);
  });

  test('the owner sees the sessions, marks the current one and ends another; a stranger cannot', async () => {
    const { person, tokens } = await signUp(call);
    const token = tokens.access_token;
    const second = await logIn(call, person);
    const listed = await sessions(token);
    expect(listed).toHaveLength(2);
    expect(listed[0]).toEqual({
      id: expect.stringMatching(/^[\w-]+$/),
      created_at: expect.any(String),
      last_used_at: expect.any(String),
      expires_at: expect.any(String),
      user_agent: expect.any(String),
      address: '127.0.0.1',
      current: false,
    });
    expect(listed.map(({ current }: { current: boolean }) => current)).toEqual([false, true]);
    const path = `/auth/sessions/${listed[0].id}`;
    const stranger = await signUp(call);
    expect(await call('DELETE', path, { token: stranger.tokens.access_token })).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    });
    expect(await call('DELETE', path, { token })).toMatchObject({ status: 204 });
    expect(await call('DELETE', path, { token })).toMatchObject({ status: 404 });
    expect(await refreshed(second.refresh_token)).toMatchObject({ status: 400 });
    expect(await sessions(token)).toHaveLength(1);
  });

  test('an account keeps its fifty newest sessions', async () => {
    const { person, tokens } = await signUp(call);
    for (let count = 0; count < 50; count += 1) await logIn(call, person);
    const token = (await logIn(call, person)).access_token;
    expect(await sessions(token)).toHaveLength(50);
    expect(await refreshed(tokens.refresh_token)).toMatchObject({ status: 400 });
    expect(await call('GET', '/users/me', { token: tokens.access_token })).toMatchObject({ status: 401 });
  });

  test('a password change needs the current one and keeps the current session alone', async () => {
    const { person, tokens } = await signUp(call);
    const other = await logIn(call, person);
    const change = (current_password: string, new_password: string) =>
      call('POST', '/auth/password', {
        token: tokens.access_token,
        body: { current_password, new_password },
      });
    const next = 'another horse battery staple';
    expect(await change('not the password at all', next)).toMatchObject({
      status: 400,
      body: { code: 'invalid_credentials' },
    });
    expect(await change(person.password, 'too short')).toMatchObject({
      status: 400,
      body: { code: 'validation_failed', errors: [{ pointer: '/new_password' }] },
    });
    expect(await refreshed(other.refresh_token)).toMatchObject({ status: 200 });
    expect(await change(person.password, next)).toMatchObject({ status: 204, body: undefined });
    expect(await refreshed(tokens.refresh_token)).toMatchObject({ status: 200 });
    expect(await refreshed(other.refresh_token)).toMatchObject({ status: 400 });
    const old = { email: person.email, password: person.password };
    expect(await call('POST', '/auth/login', { body: old })).toMatchObject({ status: 400 });
    await logIn(call, { ...person, password: next });
  });

  test('guarded routes of an account that is gone answer 401', async () => {
    const { user, tokens } = await signUp(call);
    const token = tokens.access_token;
    expect(await call('DELETE', `/users/${user.id}`, { token })).toMatchObject({ status: 204 });
    const passwords = { current_password: 'x', new_password: newPerson().password };
    expect(await call('POST', '/auth/logout-all', { token })).toMatchObject({ status: 401 });
    expect(await call('GET', '/auth/sessions', { token })).toMatchObject({ status: 401 });
    expect(await call('DELETE', '/auth/sessions/x', { token })).toMatchObject({ status: 401 });
    expect(await call('POST', '/auth/password', { token, body: passwords })).toMatchObject({ status: 401 });
  });
});
