import { describe, expect, test } from '@jest/globals';
import { createSecretSealer, parseFactorKeys } from '@gatehouse/factors';
import { digestOf } from '@gatehouse/sessions';
import { totpCode } from '@gatehouse/test-support/totp-code';
import { codeOf, NEW_PASSWORD, principalOf, useCasesOver, verify } from '../testing.ts';
import { challenged, challengeOf, enrol, logInWithApp } from '../factors/testing.ts';
import { describeOnStores } from '../testing-on-stores.ts';
import { completeLogin } from './complete-login.ts';
import { tryCode } from './try-code.ts';

const from = { userAgent: 'test agent', address: '192.0.2.1' };

describeOnStores('a login with a second factor', (on) => {
  const codeNow = (secret: string): string => totpCode(secret, on.act.clock.now);
  const complete = (challenge: string, code: string) => codeOf(on.act.completeLogin(challenge, code));

  test('asks for it once the password is right, and for nothing where it is wrong', async () => {
    const { recoveryCodes } = await enrol(on.act, on.account);
    on.act.told();
    expect(await codeOf(on.act.logIn(on.account.email, 'wrong'))).toBe('invalid_credentials');
    const asked = await challengeOf(on.act.logIn(on.account.email));
    expect(asked).toEqual({
      challenge_token: expect.stringMatching(/^[\w-]{43}$/),
      factors: ['totp', 'recovery_code'],
    });
    const { id: subject, email } = on.account;
    expect(on.act.told()).toEqual([
      { event: 'login_failed', subject, why: 'wrong_password', email },
      { event: 'login_challenged', subject, email },
    ]);
    expect(recoveryCodes).toHaveLength(10);
  });

  test('tells a disabled account nothing', async () => {
    await enrol(on.act, on.account);
    await on.store.database.users.setDisabled(on.account.id, true, on.act.clock.now);
    expect(await codeOf(on.act.logIn(on.account.email))).toBe('invalid_credentials');
  });

  test('is completed by a code of the app; the token says so, through every refresh', async () => {
    const { secret } = await enrol(on.act, on.account);
    const challenge = await challenged(on.act, on.account);
    on.act.pass(120);
    const completedAt = on.act.clock.now;
    on.act.told();
    const tokens = await on.act.completeLogin(challenge, codeNow(secret));
    const { sessionId: sid, ...principal } = principalOf(tokens.access_token);
    expect(principal).toMatchObject({ amr: ['pwd', 'otp', 'mfa'], authenticatedAt: completedAt });
    const { id: subject, email } = on.account;
    expect(on.act.told()).toEqual([{ event: 'login_succeeded', subject, actor: subject, sid, email }]);
    on.act.pass(60);
    const next = await on.act.refresh(tokens.refresh_token);
    const claims = await verify(next.access_token, on.act.clock.now);
    expect(claims).toMatchObject({
      amr: ['pwd', 'otp', 'mfa'],
      auth_time: completedAt.getTime() / 1000,
    });
    expect(await on.store.database.sessions.findById(sid)).toMatchObject(from);
  });

  test('is completed by a recovery code, however it is typed, and by each once', async () => {
    const { recoveryCodes } = await enrol(on.act, on.account);
    const [code = ''] = recoveryCodes;
    const typed = ` ${code.toLowerCase().replaceAll('-', ' ')}`;
    const tokens = await on.act.completeLogin(await challenged(on.act, on.account), typed);
    const principal = principalOf(tokens.access_token);
    expect(principal.amr).toEqual(['pwd', 'otp', 'mfa']);
    expect(await on.act.readFactors(principal)).toMatchObject({ recovery_codes_left: 9 });
    expect(await complete(await challenged(on.act, on.account), code)).toBe('invalid_credentials');
  });

  test('takes a code of the step before and of the step after, each once, and none that is older than the last', async () => {
    const { secret } = await enrol(on.act, on.account);
    const at = (seconds: number) => totpCode(secret, new Date(on.act.clock.now.getTime() + seconds * 1000));
    const [before, current, after, late] = [at(-30), at(0), at(30), at(-60)];
    const attempt = async (code: string) => complete(await challenged(on.act, on.account), code);
    expect(await attempt(late)).toBe('invalid_credentials');
    expect(await attempt(before)).toBeUndefined();
    expect(await attempt(before)).toBe('invalid_credentials');
    expect(await attempt(after)).toBeUndefined();
    expect(await attempt(current)).toBe('invalid_credentials');
  });

  test('refuses a wrong code, tells of it, and takes a right one after it', async () => {
    const { secret } = await enrol(on.act, on.account);
    const challenge = await challenged(on.act, on.account);
    on.act.told();
    expect(await complete(challenge, 'x')).toBe('invalid_credentials');
    expect(await complete(challenge, '000000' === codeNow(secret) ? '000001' : '000000')).toBe(
      'invalid_credentials',
    );
    const event = { event: 'second_factor_failed', subject: on.account.id };
    expect(on.act.told()).toEqual([
      { ...event, factor: 'recovery_code' },
      { ...event, factor: 'totp' },
    ]);
    expect(await complete(challenge, codeNow(secret))).toBeUndefined();
  });

  test('counts five tries of a challenge, and then takes no code at all', async () => {
    const { secret } = await enrol(on.act, on.account);
    const challenge = await challenged(on.act, on.account);
    for (let count = 0; count < 5; count += 1)
      expect(await complete(challenge, 'x')).toBe('invalid_credentials');
    expect(await complete(challenge, codeNow(secret))).toBe('invalid_grant');
    expect(await complete(await challenged(on.act, on.account), codeNow(secret))).toBeUndefined();
  });

  test('takes no challenge that is used, late, unknown or cut off', async () => {
    const { secret } = await enrol(on.act, on.account);
    const used = await challenged(on.act, on.account);
    await on.act.completeLogin(used, codeNow(secret));
    on.act.pass(60);
    const challenge = await challenged(on.act, on.account);
    for (const token of [used, 'x', '', challenge.slice(0, -1), `${challenge}x`])
      expect(await complete(token, codeNow(secret))).toBe('invalid_grant');
    on.act.pass(299);
    const late = await challenged(on.act, on.account);
    expect(await complete(challenge, codeNow(secret))).toBeUndefined();
    on.act.pass(300);
    expect(await complete(late, codeNow(secret))).toBe('invalid_grant');
  });

  test('touches no token of another kind', async () => {
    const { tokens } = on.store.database;
    const expiresAt = new Date(Date.now() + 60_000);
    const made = { accountId: on.account.id, binding: '', triesLeft: 1, expiresAt };
    const token = { digest: digestOf('of another'), kind: 'verify_email', ...made } as const;
    await tokens.insert(token);
    expect(await complete('of another', '123456')).toBe('invalid_grant');
    expect(await tokens.find(token.digest)).toEqual(token);
  });

  describe('is void, with nothing changed, once', () => {
    type Change = (secret: string) => Promise<unknown>;
    const users = () => on.store.database.users;
    const now = () => on.act.clock.now;
    const signedIn = async (secret: string) =>
      principalOf((await logInWithApp(on.act, on.account, secret)).access_token);
    const CHANGES: readonly (readonly [what: string, change: Change])[] = [
      ['the password changed', async (secret) => on.act.changePassword(await signedIn(secret), NEW_PASSWORD)],
      ['the email changed', () => users().update(on.account.id, { email: `new-${on.account.email}` }, now())],
      ['the account was disabled', () => users().setDisabled(on.account.id, true, now())],
      [
        'the account was disabled and enabled again',
        async () => {
          await users().setDisabled(on.account.id, true, now());
          await users().setDisabled(on.account.id, false, now());
        },
      ],
      ['the account was removed', () => users().remove(on.account.id)],
      ['all sessions were ended', () => users().raiseEpoch(on.account.id)],
      ['the app was removed', async (secret) => on.act.removeTotp(await signedIn(secret))],
      ['new recovery codes were made', async (secret) => on.act.replaceRecoveryCodes(await signedIn(secret))],
    ];

    test.each(CHANGES)('%s', async (_what, change) => {
      const { secret, recoveryCodes } = await enrol(on.act, on.account);
      const challenge = await challenged(on.act, on.account);
      await change(secret);
      on.act.pass(60);
      const before = await users().findById(on.account.id);
      for (const code of [codeNow(secret), recoveryCodes[0]!])
        expect(await complete(challenge, code)).toBe('invalid_grant');
      expect(await users().findById(on.account.id)).toEqual(before);
    });
  });

  test('stays open while another one is completed', async () => {
    const { secret, recoveryCodes } = await enrol(on.act, on.account);
    const challenge = await challenged(on.act, on.account);
    await on.act.completeLogin(await challenged(on.act, on.account), recoveryCodes[0]!);
    expect(await complete(challenge, codeNow(secret))).toBeUndefined();
  });

  test('of forty at once with one challenge and a right code, one gets in', async () => {
    const { secret } = await enrol(on.act, on.account);
    const challenge = await challenged(on.act, on.account);
    const code = codeNow(secret);
    const codes = await Promise.all(Array.from({ length: 40 }, () => complete(challenge, code)));
    expect(codes.filter((one) => one === undefined)).toHaveLength(1);
    expect(codes.filter((one) => one === 'invalid_grant')).toHaveLength(39);
  });

  test.each(['app', 'recovery code'])(
    'of forty challenges at once with one %s, one gets in',
    async (kind) => {
      const { secret, recoveryCodes } = await enrol(on.act, on.account);
      const challenges = await Promise.all(Array.from({ length: 40 }, () => challenged(on.act, on.account)));
      const code = kind === 'app' ? codeNow(secret) : recoveryCodes[0]!;
      const codes = await Promise.all(challenges.map((challenge) => complete(challenge, code)));
      expect(codes.filter((one) => one === undefined)).toHaveLength(1);
      expect(new Set(codes)).toEqual(new Set([undefined, 'invalid_credentials']));
    },
  );

  test('opens a session that a logout from everywhere in between ends', async () => {
    const { secret } = await enrol(on.act, on.account);
    const challenge = await challenged(on.act, on.account);
    const { users, sessions } = on.store.database;
    const racing = useCasesOver({
      ...on.store.database,
      sessions: {
        ...sessions,
        insert: async (session) => {
          await users.raiseEpoch(on.account.id);
          await sessions.insert(session);
        },
      },
    });
    racing.clock.now = on.act.clock.now;
    const { refresh_token } = await racing.completeLogin(challenge, codeNow(secret));
    expect(await codeOf(on.act.refresh(refresh_token))).toBe('invalid_grant');
  });

  test('seals the secret anew by the newest key, when a code of the app is right', async () => {
    const { secret } = await enrol(on.act, on.account);
    const [old, next] = [1, 2].map((byte) => `v${byte}:${Buffer.alloc(32, byte).toString('base64')}`);
    const sealer = async () => createSecretSealer(parseFactorKeys(`${next},${old}`));
    const deps = { ...on.act.deps, sealer };
    const challengeToken = await challenged(on.act, on.account);
    await completeLogin(deps, { challengeToken, tryFactor: tryCode(deps, codeNow(secret)), ...from });
    const { factors } = (await on.store.database.users.findById(on.account.id))!;
    expect(factors.totp?.sealedSecret).toMatch(/^v2\./);
  });

  test.each([
    ['FACTOR_KEYS is not set any more', null],
    ['has no key that opens it', `v9:${Buffer.alloc(32, 9).toString('base64')}`],
  ])('lets nobody in without a factor where %s; a recovery code still does', async (_what, keys) => {
    const { secret, recoveryCodes } = await enrol(on.act, on.account);
    const deps = {
      ...on.act.deps,
      sealer: async () => (keys === null ? null : createSecretSealer(parseFactorKeys(keys))),
    };
    const challengeToken = await challenged(on.act, on.account);
    const attempt = (code: string) =>
      codeOf(completeLogin(deps, { challengeToken, tryFactor: tryCode(deps, code), ...from }));
    expect(await attempt(codeNow(secret))).toBe('internal_error');
    expect(await attempt(recoveryCodes[0]!)).toBeUndefined();
  });
});
