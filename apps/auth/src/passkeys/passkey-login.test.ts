// Signing in by a passkey: alone, and as the second factor of a login.
import { expect, test } from '@jest/globals';
import { FLAGS, type Damage } from '@gatehouse/passkeys/testing';
import { challenged, challengeOf, enrol } from '../factors/testing.ts';
import { addAccount, codeOf, NEW_PASSWORD, PASSWORD, principalOf, verify } from '../testing.ts';
import { describeOnStores } from '../testing-on-stores.ts';
import { enrolPasskey, signInByPasskey } from './testing.ts';

describeOnStores('signing in by a passkey alone', (on) => {
  const passkeys = async () => (await on.store.database.users.findById(on.account.id))!.factors.passkeys;

  test('opens a session of two factors, through every refresh, and writes down the use', async () => {
    const { authenticator } = await enrolPasskey(on.act, on.account);
    on.act.pass(60);
    on.act.told();
    const tokens = await signInByPasskey(on.act, authenticator);
    const { subject, sessionId: sid, amr, authenticatedAt } = principalOf(tokens.access_token);
    expect({ subject, amr, authenticatedAt }).toEqual({
      subject: on.account.id,
      amr: ['hwk', 'mfa'],
      authenticatedAt: on.act.clock.now,
    });
    const { email } = on.account;
    expect(on.act.told()).toEqual([{ event: 'login_succeeded', subject, actor: subject, sid, email }]);
    expect(await passkeys()).toMatchObject([{ counter: 1, lastUsedAt: on.act.clock.now }]);
    const next = await on.act.refresh(tokens.refresh_token);
    expect((await verify(next.access_token, on.act.clock.now)).amr).toEqual(['hwk', 'mfa']);
  });

  test('says of one that may be synced that it is software, and takes its counter of nothing each time', async () => {
    const { authenticator } = await enrolPasskey(on.act, on.account, { synced: true });
    for (const _time of [1, 2])
      expect(principalOf((await signInByPasskey(on.act, authenticator)).access_token).amr).toEqual([
        'swk',
        'mfa',
      ]);
  });

  test('asks for any passkey, of an authenticator that knows its user; the store keeps nothing of it', async () => {
    const options = await on.act.startPasskeyLogin();
    expect(options).toMatchObject({
      rpId: 'example.com',
      allowCredentials: [],
      userVerification: 'required',
    });
  });

  test('takes a challenge once: also 40 times at once with one assertion there is one winner', async () => {
    const { authenticator } = await enrolPasskey(on.act, on.account);
    const credential = authenticator.get(await on.act.startPasskeyLogin());
    const codes = await Promise.all(
      Array.from({ length: 40 }, () => codeOf(on.act.passkeyLogin(credential))),
    );
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(codes.filter((code) => code === 'invalid_grant')).toHaveLength(39);
    expect(await passkeys()).toMatchObject([{ counter: 1 }]);
  });

  test('40 uses at once of synced passkeys of one account all sign in, or are told to come back', async () => {
    const { authenticator } = await enrolPasskey(on.act, on.account, { synced: true });
    const codes = await Promise.all(
      Array.from({ length: 40 }, () => codeOf(signInByPasskey(on.act, authenticator))),
    );
    expect(codes.filter((code) => code !== undefined && code !== 'store_unavailable')).toEqual([]);
    expect(codes).toContain(undefined);
  });

  test('takes no challenge that is late, unknown, cut off, kept for something else, or answered in vain', async () => {
    const { authenticator, principal } = await enrolPasskey(on.act, on.account);
    const late = authenticator.get(await on.act.startPasskeyLogin());
    const request = await on.act.startPasskeyLogin();
    const { challenge } = request;
    const answer = (damage: Damage) => codeOf(on.act.passkeyLogin(authenticator.get(request, damage)));
    for (const other of ['', 'x', challenge.slice(0, -1), `${challenge}A`, challenge.toLowerCase()])
      expect(await answer({ challenge: other })).toBe('invalid_grant');
    const forLogin = await on.act.startPasskeyLogin(await challenged(on.act, on.account));
    expect(await answer({ challenge: forLogin.challenge })).toBe('invalid_grant');
    expect(await answer({ origin: 'https://evil.example' })).toBe('invalid_credentials');
    expect(await answer({})).toBe('invalid_grant');
    on.act.pass(300);
    expect(await codeOf(on.act.passkeyLogin(late))).toBe('invalid_grant');
    expect(await passkeys()).toMatchObject([{ counter: 0, lastUsedAt: null }]);
    expect(principal.subject).toBe(on.account.id);
  });

  test.each<[why: string, damage: Damage]>([
    ['of another page', { origin: 'https://evil.example' }],
    ['of another host', { rpId: 'evil.example' }],
    ['whose user was not known', { flipFlags: FLAGS.verified }],
    ['that names no account', { userHandle: '' }],
    ['that names an unknown account', { userHandle: Buffer.from('nobody').toString('base64url') }],
  ])('refuses one %s', async (_why, damage) => {
    const { authenticator } = await enrolPasskey(on.act, on.account);
    expect(await codeOf(signInByPasskey(on.act, authenticator, damage))).toBe('invalid_credentials');
    expect(await passkeys()).toMatchObject([{ counter: 0, lastUsedAt: null }]);
  });

  test.each([
    '',
    'x',
    '%%',
    Buffer.from('null').toString('base64url'),
    Buffer.from('{}').toString('base64url'),
  ])('refuses one in which no challenge can be read: %j', async (clientDataJSON) => {
    const { authenticator } = await enrolPasskey(on.act, on.account);
    const credential = authenticator.get(await on.act.startPasskeyLogin());
    on.act.told();
    const unreadable = { ...credential, response: { ...credential.response, clientDataJSON } };
    expect(await codeOf(on.act.passkeyLogin(unreadable))).toBe('invalid_credentials');
    expect(on.act.told()).toMatchObject([{ event: 'login_failed', why: 'wrong_passkey' }]);
    expect(await codeOf(on.act.passkeyLogin(credential))).toBeUndefined();
  });

  test('refuses one that names an account whose it is not, and a disabled account, and tells why in the audit alone', async () => {
    const { authenticator } = await enrolPasskey(on.act, on.account);
    const { id: stranger } = await addAccount(on.store.database);
    on.act.told();
    const userHandle = Buffer.from(stranger).toString('base64url');
    expect(await codeOf(signInByPasskey(on.act, authenticator, { userHandle }))).toBe('invalid_credentials');
    await on.store.database.users.setDisabled(on.account.id, true, on.act.clock.now);
    expect(await codeOf(signInByPasskey(on.act, authenticator))).toBe('invalid_credentials');
    expect(on.act.told()).toEqual([
      { event: 'login_failed', subject: stranger, why: 'wrong_passkey' },
      { event: 'login_failed', subject: on.account.id, why: 'disabled' },
    ]);
  });

  test.each([
    ['runs backwards', 4],
    ['stands still', 5],
    ['is gone', 0],
  ])('refuses and tells of a counter that %s, and takes one that goes on', async (_how, counter) => {
    const { authenticator } = await enrolPasskey(on.act, on.account);
    await signInByPasskey(on.act, authenticator, { counter: 5 });
    on.act.told();
    expect(await codeOf(signInByPasskey(on.act, authenticator, { counter }))).toBe('invalid_credentials');
    const subject = on.account.id;
    expect(on.act.told()).toEqual([
      { event: 'passkey_counter_regressed', subject },
      { event: 'login_failed', subject, why: 'wrong_passkey' },
    ]);
    expect(await passkeys()).toMatchObject([{ counter: 5 }]);
    expect(await codeOf(signInByPasskey(on.act, authenticator, { counter: 6 }))).toBeUndefined();
  });

  test('tells of no counter where the signature is somebody else’s', async () => {
    const { authenticator } = await enrolPasskey(on.act, on.account);
    await signInByPasskey(on.act, authenticator, { counter: 5 });
    on.act.told();
    const request = await on.act.startPasskeyLogin();
    const { response, ...credential } = authenticator.get(request, { counter: 1 });
    const signature = authenticator.get(request, { counter: 2 }).response.signature;
    const forged = { ...credential, response: { ...response, signature } };
    expect(await codeOf(on.act.passkeyLogin(forged))).toBe('invalid_credentials');
    expect(on.act.told().map(({ event }) => event)).toEqual(['login_failed']);
  });
});

describeOnStores('a passkey as the second factor', (on) => {
  const complete = async (damage?: Damage) => {
    const { authenticator } = await enrolPasskey(on.act, on.account);
    const token = await challenged(on.act, on.account);
    const request = await on.act.startPasskeyLogin(token);
    return { authenticator, token, request, credential: authenticator.get(request, damage) };
  };

  test('is asked for by name, and completes the login', async () => {
    const { authenticator, added } = await enrolPasskey(on.act, on.account);
    const asked = await challengeOf(on.act.logIn(on.account.email));
    expect(asked.factors).toEqual(['recovery_code', 'passkey']);
    const request = await on.act.startPasskeyLogin(asked.challenge_token);
    expect(request).toMatchObject({
      allowCredentials: [{ id: added.passkey.credentialId, transports: ['usb'] }],
      userVerification: 'preferred',
    });
    const tokens = await on.act.completeLoginWithPasskey(asked.challenge_token, authenticator.get(request));
    expect(principalOf(tokens.access_token).amr).toEqual(['pwd', 'hwk', 'mfa']);
  });

  test('need not have known its user, since the password was given, nor name the account', async () => {
    const { token, credential } = await complete({ flipFlags: FLAGS.verified, userHandle: '' });
    expect(await codeOf(on.act.completeLoginWithPasskey(token, credential))).toBeUndefined();
  });

  test('is refused where it does not verify, costs the challenge that it answers, and is told', async () => {
    const { authenticator, token, request, credential } = await complete({ origin: 'https://evil.example' });
    on.act.told();
    expect(await codeOf(on.act.completeLoginWithPasskey(token, credential))).toBe('invalid_credentials');
    expect(on.act.told()).toEqual([
      { event: 'second_factor_failed', subject: on.account.id, factor: 'passkey' },
    ]);
    const again = (asked: typeof request) => on.act.completeLoginWithPasskey(token, authenticator.get(asked));
    expect(await codeOf(again(request))).toBe('invalid_grant');
    expect(await codeOf(again(await on.act.startPasskeyLogin(token)))).toBeUndefined();
  });

  test('answers a challenge of this very login alone', async () => {
    const { authenticator, token, credential } = await complete();
    const other = await challenged(on.act, on.account);
    expect(await codeOf(on.act.completeLoginWithPasskey(other, credential))).toBe('invalid_grant');
    const anonymous = authenticator.get(await on.act.startPasskeyLogin());
    expect(await codeOf(on.act.completeLoginWithPasskey(token, anonymous))).toBe('invalid_grant');
    expect(await codeOf(on.act.completeLoginWithPasskey(token, credential))).toBeUndefined();
  });

  test('40 times at once completes one login', async () => {
    const { token, credential } = await complete();
    const all = Array.from({ length: 40 }, () => codeOf(on.act.completeLoginWithPasskey(token, credential)));
    const codes = await Promise.all(all);
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(codes.filter((code) => code !== undefined && code !== 'invalid_grant')).toEqual([]);
  });

  test('is late after five minutes, and void once the password has changed', async () => {
    const { token, authenticator } = await complete();
    const request = await on.act.startPasskeyLogin(token);
    const caller = principalOf((await signInByPasskey(on.act, authenticator)).access_token);
    await on.act.changePassword(caller, NEW_PASSWORD);
    expect(await codeOf(on.act.completeLoginWithPasskey(token, authenticator.get(request)))).toBe(
      'invalid_grant',
    );
    expect(await codeOf(on.act.startPasskeyLogin(token))).toBe('invalid_grant');
    const next = (await challengeOf(on.act.logIn(on.account.email, NEW_PASSWORD))).challenge_token;
    on.act.pass(100);
    const late = await on.act.startPasskeyLogin(next);
    on.act.pass(200);
    expect(await codeOf(on.act.completeLoginWithPasskey(next, authenticator.get(late)))).toBe(
      'invalid_grant',
    );
  });

  test('is asked for by no challenge that is unknown or cut off', async () => {
    await enrolPasskey(on.act, on.account);
    const token = await challenged(on.act, on.account);
    for (const other of ['unknown', '', token.slice(0, -1), PASSWORD])
      expect(await codeOf(on.act.startPasskeyLogin(other))).toBe('invalid_grant');
  });

  test('is asked for of no account that has another factor alone', async () => {
    await enrol(on.act, on.account);
    expect(await codeOf(on.act.startPasskeyLogin(await challenged(on.act, on.account)))).toBe('not_found');
  });

  test('whose counter runs backwards is refused, and told of', async () => {
    const { authenticator } = await enrolPasskey(on.act, on.account);
    await signInByPasskey(on.act, authenticator, { counter: 5 });
    const token = await challenged(on.act, on.account);
    on.act.told();
    const credential = authenticator.get(await on.act.startPasskeyLogin(token), { counter: 5 });
    expect(await codeOf(on.act.completeLoginWithPasskey(token, credential))).toBe('invalid_credentials');
    expect(on.act.told().map(({ event }) => event)).toEqual([
      'passkey_counter_regressed',
      'second_factor_failed',
    ]);
  });
});
