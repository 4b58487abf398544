// Enrolling and removing an app, and recovery codes, as their owner does it.
import { describe, expect, test } from '@jest/globals';
import type { Principal } from '@gatehouse/http/principal';
import { totpCode } from '@gatehouse/test-support/totp-code';
import { codeOf, principalOf, START, useCasesOver } from '../testing.ts';
import { describeOnStores } from '../testing-on-stores.ts';
import { confirmTotp } from './confirm-totp.ts';
import { removeTotp } from './remove-totp.ts';
import { startTotp } from './start-totp.ts';
import { challenged, challengeOf, enrol, logInWithApp } from './testing.ts';

describeOnStores('second factors', (on) => {
  const codeNow = (secret: string): string => totpCode(secret, on.act.clock.now);
  const wrongCode = (secret: string): string => (codeNow(secret) === '000000' ? '000001' : '000000');
  const read = async () => (await on.store.database.users.findById(on.account.id))!;
  const signIn = async () => {
    const tokens = await on.act.logIn(on.account.email);
    return { ...tokens, principal: principalOf(tokens.access_token) };
  };
  const signInWith = async (secret: string): Promise<Principal> =>
    principalOf((await logInWithApp(on.act, on.account, secret)).access_token);

  describe('an app', () => {
    test('is enrolled by its first code, which brings ten recovery codes', async () => {
      const { principal } = await signIn();
      expect(await on.act.readFactors(principal)).toEqual({
        totp: false,
        passkeys: 0,
        recovery_codes_left: 0,
      });
      const shown = await on.act.startTotp(principal);
      const account = encodeURIComponent(on.account.email);
      expect(shown.secret).toMatch(/^[A-Z2-7]{32}$/);
      expect(shown.otpauth_uri).toContain(`otpauth://totp/id.example.com:${account}?issuer=id.example.com&`);
      const recoveryCodes = await on.act.confirmTotp(principal, codeNow(shown.secret));
      expect(recoveryCodes).toHaveLength(10);
      expect(await on.act.readFactors(principal)).toEqual({
        totp: true,
        passkeys: 0,
        recovery_codes_left: 10,
      });
    });

    test('has neither its secret nor a recovery code in the store', async () => {
      const { secret, recoveryCodes } = await enrol(on.act, on.account);
      const stored = JSON.stringify(await read());
      for (const text of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll('-', ''))])
        expect(stored).not.toContain(text);
    });

    test('that waits asks for nothing at a login, and gives way to another one', async () => {
      const { principal } = await signIn();
      const first = await on.act.startTotp(principal);
      const second = await on.act.startTotp(principal);
      await signIn();
      expect(await codeOf(on.act.confirmTotp(principal, codeNow(first.secret)))).toBe('invalid_credentials');
      expect(await codeOf(on.act.confirmTotp(principal, codeNow(second.secret)))).toBeUndefined();
    });

    test('that waits takes a right code after a wrong one, for ten minutes', async () => {
      const { principal, refresh_token: token } = await signIn();
      const { secret } = await on.act.startTotp(principal);
      on.act.told();
      for (const code of [wrongCode(secret), 'x'])
        expect(await codeOf(on.act.confirmTotp(principal, code))).toBe('invalid_credentials');
      const failed = { event: 'second_factor_failed', subject: on.account.id, factor: 'totp' };
      expect(on.act.told()).toEqual([failed, failed]);
      on.act.pass(300);
      await on.act.refresh(token);
      on.act.pass(300);
      expect(await codeOf(on.act.confirmTotp(principal, codeNow(secret)))).toBe('invalid_grant');
      on.act.pass(-1);
      expect(await codeOf(on.act.confirmTotp(principal, codeNow(secret)))).toBeUndefined();
    });

    test('that nobody has begun with is confirmed by no code', async () => {
      const { principal } = await signIn();
      expect(await codeOf(on.act.confirmTotp(principal, '123456'))).toBe('invalid_grant');
    });

    test('is begun with by a recent login alone', async () => {
      const { principal } = await signIn();
      on.act.pass(301);
      expect(await codeOf(on.act.startTotp(principal))).toBe('reauthentication_required');
      expect((await read()).factors.pendingTotp).toBeNull();
    });

    test('is confirmed although the login is no longer recent', async () => {
      const { principal } = await signIn();
      on.act.pass(290);
      const { secret } = await on.act.startTotp(principal);
      on.act.pass(30);
      expect(await codeOf(on.act.confirmTotp(principal, codeNow(secret)))).toBeUndefined();
    });

    test('has its first code used by its enrolment', async () => {
      on.act.clock.now = new Date(Math.floor(Date.now() / 30_000) * 30_000);
      const { principal } = await signIn();
      const { secret } = await on.act.startTotp(principal);
      const code = codeNow(secret);
      await on.act.confirmTotp(principal, code);
      const challenge = await challenged(on.act, on.account);
      expect(await codeOf(on.act.completeLogin(challenge, code))).toBe('invalid_credentials');
      on.act.pass(30);
      expect(await codeOf(on.act.completeLogin(challenge, codeNow(secret)))).toBeUndefined();
    });

    test('is enrolled once, however many confirm it at once', async () => {
      const { principal } = await signIn();
      const { secret } = await on.act.startTotp(principal);
      const code = codeNow(secret);
      const confirmed = await Promise.all(
        Array.from({ length: 40 }, () => on.act.confirmTotp(principal, code).catch(() => 'refused')),
      );
      const codes = confirmed.filter((one) => Array.isArray(one));
      expect(codes).toHaveLength(1);
      expect(await on.act.readFactors(principal)).toEqual({
        totp: true,
        passkeys: 0,
        recovery_codes_left: 10,
      });
    });

    test('is removed, and the recovery codes with it; a login then asks for the password alone', async () => {
      const { secret } = await enrol(on.act, on.account);
      const principal = await signInWith(secret);
      await on.act.removeTotp(principal);
      expect((await read()).factors).toMatchObject({ totp: null, recoveryDigests: [], passkeys: [] });
      expect((await signIn()).principal.amr).toEqual(['pwd']);
      expect(await codeOf(on.act.removeTotp(principal))).toBe('not_found');
    });
  });

  describe('a change of factors', () => {
    test('ends every other session, and goes on with the token that it was made with', async () => {
      const other = await signIn();
      const kept = await signIn();
      const { secret } = await on.act.startTotp(kept.principal);
      expect(await codeOf(on.act.listSessions(other.principal))).toBeUndefined();
      on.act.told();
      await on.act.confirmTotp(kept.principal, codeNow(secret));
      const { id: subject } = on.account;
      expect(on.act.told()).toEqual([
        { event: 'factor_added', subject, factor: 'totp' },
        { event: 'session_ended', subject, sid: other.principal.sessionId, why: 'factor' },
      ]);
      expect(await codeOf(on.act.listSessions(other.principal))).toBe('unauthorized');
      expect(await codeOf(on.act.listSessions(kept.principal))).toBeUndefined();
      expect(await codeOf(on.act.refresh(other.refresh_token))).toBe('invalid_grant');
      const next = await on.act.refresh(kept.refresh_token);
      expect(principalOf(next.access_token).amr).toEqual(['pwd']);
    });

    test('needs a token of two factors where there is a second one, before anything else is asked', async () => {
      const { principal: pwd, secret } = await enrol(on.act, on.account);
      const before = await read();
      const attempts = [
        on.act.startTotp(pwd),
        on.act.confirmTotp(pwd, codeNow(secret)),
        on.act.removeTotp(pwd),
        on.act.replaceRecoveryCodes(pwd),
      ];
      for (const code of await Promise.all(attempts.map(codeOf)))
        expect(code).toBe('reauthentication_required');
      expect(await read()).toEqual(before);
      const principal = await signInWith(secret);
      expect(await codeOf(on.act.startTotp(principal))).toBe('already_enrolled');
    });

    test('needs a recent login, and a session that stands', async () => {
      const { secret } = await enrol(on.act, on.account);
      const principal = await signInWith(secret);
      on.act.pass(301);
      for (const act of [on.act.startTotp, on.act.removeTotp, on.act.replaceRecoveryCodes])
        expect(await codeOf(act(principal))).toBe('reauthentication_required');
      await on.act.logoutAll(principal);
      for (const act of [on.act.startTotp, on.act.removeTotp, on.act.replaceRecoveryCodes])
        expect(await codeOf(act(principal))).toBe('unauthorized');
    });

    test('is told to the owner by mail, whose row is there before the change, one for each change', async () => {
      const { mails, users } = on.store.database;
      const seen: unknown[] = [];
      const watching = useCasesOver({
        ...on.store.database,
        users: {
          ...users,
          swapFactors: async (id, swap) => {
            seen.push((await mails.listOf(id)).length);
            return users.swapFactors(id, swap);
          },
        },
      });
      const { secret } = await enrol(watching, on.account);
      on.act.clock.now = watching.clock.now;
      const principal = await signInWith(secret);
      await on.act.replaceRecoveryCodes(principal);
      await on.act.removeTotp(principal);
      expect(seen).toEqual([0, 1]);
      const rows = await mails.listOf(on.account.id);
      expect(rows.map(({ kind }) => kind)).toEqual(Array(3).fill('second_factor_changed'));
      const { factorsGeneration } = await read();
      expect(rows.map(({ cause }) => cause)).toContain(JSON.stringify({ factorsGeneration }));
    });

    test('asks again where a code was used in between', async () => {
      const { secret, recoveryCodes } = await enrol(on.act, on.account);
      const principal = await signInWith(secret);
      const { users } = on.store.database;
      let raced = false;
      const racing = useCasesOver({
        ...on.store.database,
        users: {
          ...users,
          swapFactors: async (...swap) => {
            const challenge = raced ? null : await challenged(on.act, on.account);
            raced = true;
            if (challenge !== null) await on.act.completeLogin(challenge, recoveryCodes[0]!);
            return users.swapFactors(...swap);
          },
        },
      });
      racing.clock.now = on.act.clock.now;
      const codes = await racing.replaceRecoveryCodes(principal);
      expect(codes).toHaveLength(10);
      expect((await read()).factors.recoveryDigests).toHaveLength(10);
    });

    test('twelve at once are all answered, since each that loses has lost to another', async () => {
      const { principal } = await signIn();
      const codes = Array.from({ length: 12 }, () => codeOf(on.act.startTotp(principal)));
      expect(await Promise.all(codes)).toEqual(Array.from({ length: 12 }, () => undefined));
    });

    test('that loses every race ends in 503, not in a loop', async () => {
      const { principal } = await signIn();
      const { users } = on.store.database;
      const losing = useCasesOver({
        ...on.store.database,
        users: { ...users, swapFactors: async () => false },
      });
      expect(await codeOf(losing.startTotp(principal))).toBe('store_unavailable');
    });

    test('beside a logout from everywhere is refused, and changes nothing', async () => {
      const { principal } = await signIn();
      const { secret } = await on.act.startTotp(principal);
      const { users } = on.store.database;
      const racing = useCasesOver({
        ...on.store.database,
        users: {
          ...users,
          swapFactors: async (id, swap) => {
            await users.raiseEpoch(id);
            return users.swapFactors(id, swap);
          },
        },
      });
      expect(await codeOf(racing.confirmTotp(principal, totpCode(secret, START)))).toBe('unauthorized');
      expect((await read()).factors.totp).toBeNull();
    });
  });

  describe('recovery codes', () => {
    test('are replaced, the old ones end, and no session does', async () => {
      const { secret, recoveryCodes: old } = await enrol(on.act, on.account);
      const other = await signInWith(secret);
      const principal = await signInWith(secret);
      on.act.told();
      const codes = await on.act.replaceRecoveryCodes(principal);
      expect(on.act.told()).toEqual([
        { event: 'factor_added', subject: on.account.id, factor: 'recovery_codes' },
      ]);
      expect(await codeOf(on.act.listSessions(other))).toBeUndefined();
      const challenge = await challenged(on.act, on.account);
      expect(await codeOf(on.act.completeLogin(challenge, old[1]!))).toBe('invalid_credentials');
      expect(await codeOf(on.act.completeLogin(challenge, codes[1]!))).toBeUndefined();
      expect(await on.act.readFactors(principal)).toMatchObject({ recovery_codes_left: 9 });
    });

    test('are for an account with a factor', async () => {
      const { principal } = await signIn();
      expect(await codeOf(on.act.replaceRecoveryCodes(principal))).toBe('not_found');
    });

    test('that are all used are named no more', async () => {
      const { recoveryCodes } = await enrol(on.act, on.account);
      for (const code of recoveryCodes)
        await on.act.completeLogin(await challenged(on.act, on.account), code);
      expect((await challengeOf(on.act.logIn(on.account.email))).factors).toEqual(['totp']);
    });
  });

  test('without FACTOR_KEYS there are no apps, and an account that has one still needs its factor', async () => {
    const { principal, recoveryCodes } = await enrol(on.act, on.account);
    const off = { ...on.act.deps, sealer: async () => null };
    expect(await codeOf(startTotp(off, principal))).toBe('not_found');
    expect(await codeOf(confirmTotp(off, { principal, code: '123456' }))).toBe('not_found');
    expect(await codeOf(removeTotp(off, principal))).toBe('not_found');
    const challenge = await challenged(on.act, on.account);
    expect(await codeOf(on.act.completeLogin(challenge, recoveryCodes[0]!))).toBeUndefined();
  });
});
