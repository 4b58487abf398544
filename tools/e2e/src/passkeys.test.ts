// Passkeys through the gateway, on both stores: a life from the first to the last, each challenge once, and what is refused.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { claimsOf, clientOf, signUp, type Answer, type Client } from './client.ts';
import { startGateway, type RunningGateway } from './gateway-process.ts';
import { anAuthenticator, assertion, enrolPasskey, pageOf, signInByPasskey } from './passkeys.ts';
import { challenge } from './second-factor.ts';
import { storesUnderTest } from './stores.ts';

const outcomeOf = ({ status, body }: Answer): string =>
  status < 400 ? `${status}` : `${status} ${body.code}`;

const amrOf = ({ body }: Answer): unknown => (claimsOf(body.access_token) as unknown as { amr: unknown }).amr;

describe.each(storesUnderTest('passkeys'))('on $name', (store) => {
  let gateway: RunningGateway;
  let call: Client;
  beforeAll(async () => {
    gateway = await startGateway(store);
    call = clientOf(gateway.url);
  });
  afterAll(async () => gateway?.stop());

  const owner = async () => {
    const { person, tokens } = await signUp(call);
    return { person, token: tokens.access_token, refresh_token: tokens.refresh_token };
  };

  test('from the first to the last: add, sign in alone, complete a login, list, remove', async () => {
    const { person, token } = await owner();
    const authenticator = anAuthenticator(gateway);
    const added = await enrolPasskey(call, token, authenticator);
    expect(added.body).toEqual({
      id: expect.stringMatching(/^[\w-]+$/),
      name: 'My laptop',
      created_at: expect.any(String),
      last_used_at: null,
      recovery_codes: expect.any(Array),
    });
    expect(added.body.recovery_codes).toHaveLength(10);
    expect((await call('GET', '/auth/factors', { token })).body).toEqual({
      totp: false,
      passkeys: 1,
      recovery_codes_left: 10,
    });

    const alone = await signInByPasskey(call, authenticator);
    expect([alone.status, amrOf(alone)]).toEqual([200, ['hwk', 'mfa']]);
    const refreshed = await call('POST', '/auth/refresh', {
      body: { refresh_token: alone.body.refresh_token },
    });
    expect(amrOf(refreshed)).toEqual(['hwk', 'mfa']);

    const challengeToken = await challenge(call, person);
    const credential = await assertion(call, authenticator, { challengeToken });
    const completed = await call('POST', '/auth/login/second-factor', {
      body: { challenge_token: challengeToken, credential },
    });
    expect([completed.status, amrOf(completed)]).toEqual([200, ['pwd', 'hwk', 'mfa']]);

    const { access_token: withTwo } = completed.body;
    const { items } = (await call('GET', '/auth/passkeys', { token: withTwo })).body;
    const { id } = added.body;
    expect(items).toEqual([
      { id, name: 'My laptop', created_at: expect.any(String), last_used_at: expect.any(String) },
    ]);
    expect(outcomeOf(await call('DELETE', `/auth/passkeys/${id}`, { token }))).toBe(
      '403 reauthentication_required',
    );
    expect(outcomeOf(await call('DELETE', `/auth/passkeys/${id}`, { token: withTwo }))).toBe('204');
    expect(outcomeOf(await call('DELETE', `/auth/passkeys/${id}`, { token: withTwo }))).toBe('404 not_found');
    expect(outcomeOf(await call('GET', '/users/me', { token: alone.body.access_token }))).toBe(
      '401 unauthorized',
    );
    expect(outcomeOf(await signInByPasskey(call, authenticator))).toBe('400 invalid_credentials');
  });

  test('an assertion signs in once: again, 40 times at once, and with another challenge', async () => {
    const { token } = await owner();
    const authenticator = anAuthenticator(gateway);
    await enrolPasskey(call, token, authenticator);
    const credential = await assertion(call, authenticator);
    const all = Array.from({ length: 40 }, () => call('POST', '/auth/passkey', { body: { credential } }));
    const outcomes = (await Promise.all(all)).map(outcomeOf);
    expect(outcomes.filter((outcome) => outcome === '200')).toHaveLength(1);
    expect(new Set(outcomes)).toEqual(new Set(['200', '400 invalid_grant']));
    expect(outcomeOf(await call('POST', '/auth/passkey', { body: { credential } }))).toBe(
      '400 invalid_grant',
    );
  });

  test('what a browser adds of its own is let through, and nothing beside it', async () => {
    const { token } = await owner();
    const authenticator = anAuthenticator(gateway);
    await enrolPasskey(call, token, authenticator);
    const credential = { ...(await assertion(call, authenticator)), ofTomorrow: { any: ['thing'] } };
    const beside = await call('POST', '/auth/passkey', { body: { credential, name: 'x' } });
    expect(beside.body).toMatchObject({ code: 'validation_failed', errors: [{ pointer: '/name' }] });
    expect(outcomeOf(await call('POST', '/auth/passkey', { body: { credential } }))).toBe('200');
  });

  test('a second factor is one of both', async () => {
    const { person, token } = await owner();
    const authenticator = anAuthenticator(gateway);
    await enrolPasskey(call, token, authenticator);
    const challengeToken = await challenge(call, person);
    const credential = await assertion(call, authenticator, { challengeToken });
    const complete = (body: object) =>
      call('POST', '/auth/login/second-factor', { body: { challenge_token: challengeToken, ...body } });
    for (const wrong of [{}, { code: '123456', credential }, { credential: {} }])
      expect(outcomeOf(await complete(wrong))).toBe('400 validation_failed');
    expect(outcomeOf(await complete({ credential }))).toBe('200');
  });

  test('a counter that runs backwards is refused, and goes on with the next', async () => {
    const { token } = await owner();
    const authenticator = anAuthenticator(gateway);
    await enrolPasskey(call, token, authenticator);
    const outcomes = [];
    for (const counter of [7, 7, 3, 8])
      outcomes.push(outcomeOf(await signInByPasskey(call, authenticator, { counter })));
    expect(outcomes).toEqual(['200', '400 invalid_credentials', '400 invalid_credentials', '200']);
  });

  test('an authenticator that does not know its user completes a login, and does not sign in alone', async () => {
    const { person, token } = await owner();
    const authenticator = anAuthenticator(gateway, { verifiesUser: false });
    await enrolPasskey(call, token, authenticator);
    expect(outcomeOf(await signInByPasskey(call, authenticator))).toBe('400 invalid_credentials');
    const challengeToken = await challenge(call, person);
    const credential = await assertion(call, authenticator, { challengeToken });
    const body = { challenge_token: challengeToken, credential };
    expect(outcomeOf(await call('POST', '/auth/login/second-factor', { body }))).toBe('200');
  });

  test('a disabled account is not signed in to', async () => {
    const { person, token } = await owner();
    const authenticator = anAuthenticator(gateway);
    await enrolPasskey(call, token, authenticator);
    await gateway.operate('admin', 'disable', person.email);
    expect(outcomeOf(await signInByPasskey(call, authenticator))).toBe('400 invalid_credentials');
  });

  test('who is not asked for a challenge gets one without a body, and with an empty one', async () => {
    for (const sent of [{}, { body: {} }]) {
      const { status, body } = await call('POST', '/auth/passkey/options', sent);
      expect([status, body.allowCredentials, body.userVerification]).toEqual([200, [], 'required']);
    }
    const body = { challenge_token: 'unknown' };
    expect(outcomeOf(await call('POST', '/auth/passkey/options', { body }))).toBe('400 invalid_grant');
  });

  test('tries from one address have the limit of its logins; one that signs in is taken back', async () => {
    const { token } = await owner();
    const authenticator = anAuthenticator(gateway);
    await enrolPasskey(call, token, authenticator);
    const beside = await gateway.startBeside({
      LOGIN_LIMIT_PER_ADDRESS: '2/900',
      WEBAUTHN_ORIGINS: pageOf(gateway.url),
    });
    const limited = clientOf(beside.url);
    const outcomes = [];
    for (const damage of [{}, {}, { rpId: 'evil' }, {}, { rpId: 'evil' }, {}])
      outcomes.push(outcomeOf(await signInByPasskey(limited, authenticator, damage)));
    expect(outcomes).toEqual([
      ...['200', '200', '400 invalid_credentials', '200', '400 invalid_credentials'],
      '429 too_many_attempts',
    ]);
    await beside.stop();
  });
});
