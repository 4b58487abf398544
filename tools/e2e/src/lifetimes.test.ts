// What only the passing of time shows, on lifetimes of seconds. A file of its own, so that its waits stop nobody else.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { clientOf, newPerson, signUp, type Client } from './client.ts';
import { startGateway, type RunningGateway } from './gateway-process.ts';

/** A sleep can only be longer than it says, and a call has all of this to be answered before it. */
const ACCESS_TTL_SECONDS = 10;

describe('with short lifetimes', () => {
  let gateway: RunningGateway;
  let shortIdle: RunningGateway;
  let call: Client;
  beforeAll(async () => {
    gateway = await startGateway(
      { name: 'SQLite', databaseUrl: null },
      { ACCESS_TOKEN_TTL_SECONDS: `${ACCESS_TTL_SECONDS}`, REAUTHENTICATION_SECONDS: '1' },
    );
    shortIdle = await gateway.startBeside({ REFRESH_IDLE_TTL_SECONDS: '1' });
    call = clientOf(gateway.url);
    await callOnce();
  });
  afterAll(async () => {
    await shortIdle?.stop();
    await gateway?.stop();
  });

  /** A function’s first call may take long; it is not to count against lifetimes of seconds. */
  const callOnce = async (): Promise<void> => {
    const { user, tokens } = await signUp(call);
    await call('POST', '/auth/refresh', { body: { refresh_token: tokens.refresh_token } });
    const { access_token: token } = tokens;
    await call('PATCH', `/users/${user.id}`, { token, body: { first_name: 'Grace' } });
    await call('GET', '/users/me', { token });
    await call('DELETE', `/users/${user.id}`, { token });
  };

  test('a token that expires while its cached answer lives is 401; an idle session ends; a late deletion asks for a login', async () => {
    const { user, tokens } = await signUp(call);
    const token = tokens.access_token;
    expect(await call('GET', '/users/me', { token })).toMatchObject({ status: 200 });
    await sleep(ACCESS_TTL_SECONDS * 1000 + 100);
    expect(await call('GET', '/users/me', { token })).toMatchObject({
      status: 401,
      body: { code: 'unauthorized' },
    });
    const second = await call('POST', '/auth/refresh', { body: { refresh_token: tokens.refresh_token } });
    expect(second.status).toBe(200);
    const late = { token: second.body.access_token as string };
    const reauthentication = { status: 403, body: { code: 'reauthentication_required' } };
    expect(await call('DELETE', `/users/${user.id}`, late)).toMatchObject(reauthentication);
    const email = { ...late, body: { email: newPerson().email } };
    expect(await call('PATCH', `/users/${user.id}`, email)).toMatchObject(reauthentication);
    const name = { ...late, body: { first_name: 'Augusta' } };
    expect(await call('PATCH', `/users/${user.id}`, name)).toMatchObject({ status: 200 });
    const body = { refresh_token: second.body.refresh_token as string };
    const third = await clientOf(shortIdle.url)('POST', '/auth/refresh', { body });
    expect(third.status).toBe(200);
    await sleep(1100);
    const idle = await call('POST', '/auth/refresh', { body: { refresh_token: third.body.refresh_token } });
    expect(idle).toMatchObject({ status: 400, body: { code: 'invalid_grant' } });
  });
});
