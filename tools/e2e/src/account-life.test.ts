// An account from its registration to a forgotten password, with the outbox read as a mailbox.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { clientOf, logIn, newPerson, signUp, type Client, type TokenSet } from './client.ts';
import { startGateway, type RunningGateway } from './gateway-process.ts';
import { mailsOfKind, mailsTo, tokenIn, tokenTo } from './mailbox.ts';
import { storesUnderTest } from './stores.ts';

const NEW_PASSWORD = 'another horse battery staple';

describe.each(storesUnderTest('the life of an account'))('on $name', (store) => {
  let gateway: RunningGateway;
  let confirming: RunningGateway;
  let call: Client;
  beforeAll(async () => {
    gateway = await startGateway(store);
    confirming = await gateway.startBeside({ REGISTRATION: 'confirmed' });
    call = clientOf(gateway.url);
  });
  afterAll(async () => {
    await confirming?.stop();
    await gateway?.stop();
  });

  const me = (token: string) => call('GET', '/users/me', { token });
  const verify = (token: string, password: string, client = call) =>
    client('POST', '/auth/email/verify', { body: { token, password } });
  const reset = (token: string, client = call) =>
    client('POST', '/auth/password/reset', { body: { token, new_password: NEW_PASSWORD } });
  const isOver = async ({ access_token: token, refresh_token }: TokenSet): Promise<void> => {
    expect((await me(token)).status).toBe(401);
    const refreshed = await call('POST', '/auth/refresh', { body: { refresh_token } });
    expect(refreshed).toMatchObject({ status: 400, body: { code: 'invalid_grant' } });
  };

  test('registers, verifies, forgets, resets: all old sessions are gone, and the old password is', async () => {
    const { person, tokens } = await signUp(call);
    const { email, password } = person;
    expect((await verify(await tokenTo(gateway, email, 'verify_email'), password)).status).toBe(204);
    expect(await me(tokens.access_token)).toMatchObject({ body: { email, email_verified: true } });

    const others = [tokens, await logIn(call, person), await logIn(call, person)];
    const forgot = await call('POST', '/auth/password/forgot', { body: { email } });
    expect([forgot.status, forgot.body]).toEqual([202, undefined]);
    expect((await reset(await tokenTo(gateway, email, 'reset_password'))).status).toBe(204);
    for (const each of others) await isOver(each);
    const refused = await call('POST', '/auth/login', { body: { email, password } });
    expect(refused).toMatchObject({ status: 400, body: { code: 'invalid_credentials' } });
    await logIn(call, { ...person, password: NEW_PASSWORD });
    await mailsOfKind(gateway, email, 'password_changed');
  });

  test('changes the email when the new one is confirmed, and the old one is told twice', async () => {
    const { person, user, tokens } = await signUp(call);
    const { email: next } = newPerson();
    const token = tokens.access_token;
    const asked = await call('PATCH', `/users/${user.id}`, { token, body: { email: next.toUpperCase() } });
    expect(asked).toMatchObject({ status: 200, body: { email: person.email, pending_email: next } });
    const link = await tokenTo(gateway, next, 'verify_email');
    await mailsOfKind(gateway, person.email, 'email_changed');
    expect((await verify(link, person.password)).status).toBe(204);
    const changed = { email: next, email_verified: true, pending_email: null };
    expect(await me(token)).toMatchObject({ status: 200, body: changed });
    await mailsOfKind(gateway, person.email, 'email_changed', 2);
    await logIn(call, { ...person, email: next });
    expect(await verify(link, person.password)).toMatchObject({
      status: 400,
      body: { code: 'invalid_grant' },
    });
  });

  test('links to the address that it has and to the one that it asked for are good beside each other', async () => {
    const { person, user, tokens } = await signUp(call);
    const { email: next } = newPerson();
    const body = { email: next };
    await call('PATCH', `/users/${user.id}`, { token: tokens.access_token, body });
    const link = await tokenTo(gateway, next, 'verify_email');
    await call('POST', '/auth/email/resend', { body: { email: person.email } });
    const own = await tokenTo(gateway, person.email, 'verify_email', 2);
    expect((await verify(own, person.password)).status).toBe(204);
    expect((await verify(link, person.password)).status).toBe(204);
    expect(await me(tokens.access_token)).toMatchObject({ body: { email: next, email_verified: true } });
  });

  test('a link that is mailed again voids the one before', async () => {
    const { person } = await signUp(call);
    const { email, password } = person;
    const first = await tokenTo(gateway, email, 'verify_email');
    const again = await call('POST', '/auth/email/resend', { body: { email } });
    expect([again.status, again.body]).toEqual([202, undefined]);
    const second = await tokenTo(gateway, email, 'verify_email', 2);
    expect(await verify(first, password)).toMatchObject({ status: 400, body: { code: 'invalid_grant' } });
    expect((await verify(second, password)).status).toBe(204);
  });

  test('of forty uses of one link at once one counts', async () => {
    const { person } = await signUp(call);
    await call('POST', '/auth/password/forgot', { body: { email: person.email } });
    const token = await tokenTo(gateway, person.email, 'reset_password');
    const answers = await Promise.all(Array.from({ length: 40 }, () => reset(token)));
    const outcomes = answers.map(({ status, body }) => `${status} ${body?.code ?? ''}`);
    expect(outcomes.filter((outcome) => outcome === '204 ')).toHaveLength(1);
    const others = new Set(outcomes.filter((outcome) => outcome !== '204 '));
    // More hashes than can be made in time are refused before the link is used, on a busy machine by the store's own time.
    expect(['400 invalid_grant', '429 too_many_attempts', '503 store_unavailable']).toEqual(
      expect.arrayContaining([...others]),
    );
  });

  test('registers where registrations are confirmed, and is nobody until the link is used', async () => {
    const strict = clientOf(confirming.url);
    const person = newPerson();
    const { email, password } = person;
    const registered = await strict('POST', '/users', { body: person });
    expect([registered.status, registered.body]).toEqual([202, undefined]);
    const login = () => strict('POST', '/auth/login', { body: { email, password } });
    expect(await login()).toMatchObject({ status: 400, body: { code: 'invalid_credentials' } });
    const token = await tokenTo(confirming, email, 'verify_email');
    expect(await verify(token, NEW_PASSWORD, strict)).toMatchObject({ status: 400 });
    expect((await verify(token, password, strict)).status).toBe(204);
    expect((await login()).status).toBe(200);

    const again = await strict('POST', '/users', { body: { ...person, password: NEW_PASSWORD } });
    expect([again.status, again.body]).toEqual([202, undefined]);
    await mailsOfKind(confirming, email, 'account_exists');
    expect((await login()).status).toBe(200);
  });

  test('a registration that is repeated keeps its password, and mails another link to it', async () => {
    const strict = clientOf(confirming.url);
    const person = newPerson();
    await strict('POST', '/users', { body: person });
    await mailsOfKind(confirming, person.email, 'verify_email');
    await strict('POST', '/users', { body: { ...person, password: NEW_PASSWORD } });
    const [first, second] = await mailsOfKind(confirming, person.email, 'verify_email', 2);
    expect(await verify(tokenIn(second!), NEW_PASSWORD)).toMatchObject({ status: 400 });
    expect((await verify(tokenIn(first!), person.password)).status).toBe(204);
  });

  test('nothing is mailed to an address that nobody has', async () => {
    const { email } = newPerson();
    for (const path of ['/auth/password/forgot', '/auth/email/resend'])
      expect((await call('POST', path, { body: { email } })).status).toBe(202);
    const { person } = await signUp(call);
    await mailsOfKind(gateway, person.email, 'verify_email');
    expect(mailsTo(gateway, email)).toEqual([]);
  });
});
