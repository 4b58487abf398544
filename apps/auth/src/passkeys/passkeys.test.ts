// Passkeys of an account, with an authenticator in software: adding, listing and removing them, and what each of it refuses.
import { describe, expect, test } from '@jest/globals';
import { challenged } from '../factors/testing.ts';
import { completeLogin } from '../login/complete-login.ts';
import { addAccount, codeOf, principalOf, useCasesOver } from '../testing.ts';
import { describeOnStores } from '../testing-on-stores.ts';
import { addPasskey } from './add-passkey.ts';
import { listPasskeys, presentPasskey, removePasskey } from './passkeys.ts';
import { passkeyLogin } from './passkey-login.ts';
import { startPasskey } from './start-passkey.ts';
import { startPasskeyLogin } from './start-passkey-login.ts';
import { tryPasskey } from './try-passkey.ts';
import { anAuthenticator, enrolPasskey, nearNow, signInByPasskey } from './testing.ts';

describeOnStores('passkeys', (on) => {
  const signedIn = async () => principalOf((await on.act.logIn(on.account.email)).access_token);
  const factors = async () => (await on.store.database.users.findById(on.account.id))!.factors;

  describe('adding one', () => {
    test('asks the browser for a discoverable one of this account', async () => {
      const options = await on.act.startPasskey(await signedIn());
      expect(options).toMatchObject({
        rp: { id: 'example.com' },
        user: { id: Buffer.from(on.account.id).toString('base64url'), name: on.account.email },
        excludeCredentials: [],
        authenticatorSelection: { residentKey: 'required' },
        attestation: 'none',
      });
      expect(options.challenge).toMatch(/^[\w-]{43}$/);
    });

    test('answers with it, and with recovery codes where it is the first factor; the next asks to leave it out', async () => {
      const { principal, added, authenticator } = await enrolPasskey(on.act, on.account);
      expect(presentPasskey(added.passkey)).toEqual({
        id: added.passkey.id,
        name: 'My key',
        created_at: added.passkey.createdAt.toISOString(),
        last_used_at: null,
      });
      expect(added.recoveryCodes).toHaveLength(10);
      expect(await on.act.readFactors(principal)).toEqual({
        totp: false,
        passkeys: 1,
        recovery_codes_left: 10,
      });
      const again = principalOf((await signInByPasskey(on.act, authenticator)).access_token);
      const options = await on.act.startPasskey(again);
      expect(options.excludeCredentials.map(({ id }) => id)).toEqual([added.passkey.credentialId]);
      const second = await on.act.addPasskey(again, anAuthenticator().create(options), 'Another');
      expect(second.recoveryCodes).toBeNull();
      expect((await on.act.listPasskeys(again)).map(({ name }) => name)).toEqual(['My key', 'Another']);
    });

    test('ends every other session, keeps the caller’s, and is told', async () => {
      nearNow(on.act);
      const other = await on.act.logIn(on.account.email);
      on.act.told();
      const { principal } = await enrolPasskey(on.act, on.account);
      expect(await codeOf(on.act.refresh(other.refresh_token))).toBe('invalid_grant');
      expect(await codeOf(on.act.listPasskeys(principal))).toBeUndefined();
      const events = on.act.told().map(({ event }) => event);
      expect(events).toEqual(['login_succeeded', 'factor_added', 'session_ended']);
    });

    test('needs a recent login, and two factors once there is one', async () => {
      const late = await signedIn();
      on.act.pass(301);
      expect(await codeOf(on.act.startPasskey(late))).toBe('reauthentication_required');
      const { principal, added } = await enrolPasskey(on.act, on.account);
      expect(await codeOf(on.act.startPasskey(principal))).toBe('reauthentication_required');
      expect(await codeOf(on.act.removePasskey(principal, added.passkey.id))).toBe(
        'reauthentication_required',
      );
    });

    test('takes a challenge once, in time, and of the account itself', async () => {
      nearNow(on.act);
      const [principal, authenticator] = [await signedIn(), anAuthenticator()];
      const used = authenticator.create(await on.act.startPasskey(principal));
      await on.act.addPasskey(principal, used);
      const owner = principalOf((await signInByPasskey(on.act, authenticator)).access_token);
      expect(await codeOf(on.act.addPasskey(owner, used))).toBe('invalid_grant');
      const late = anAuthenticator().create(await on.act.startPasskey(owner));
      on.act.pass(300);
      const fresh = principalOf((await signInByPasskey(on.act, authenticator)).access_token);
      expect(await codeOf(on.act.addPasskey(fresh, late))).toBe('invalid_grant');
      const anonymous = await on.act.startPasskeyLogin();
      const foreign = anAuthenticator().create({ ...(await on.act.startPasskey(fresh)), ...anonymous });
      expect(await codeOf(on.act.addPasskey(fresh, foreign))).toBe('invalid_grant');
      expect((await factors()).passkeys).toHaveLength(1);
    });

    test('of a challenge of another account does nothing, and the other may still use it', async () => {
      const stranger = await addAccount(on.store.database);
      const theirs = principalOf((await on.act.logIn(stranger.email)).access_token);
      const credential = anAuthenticator().create(await on.act.startPasskey(theirs));
      expect(await codeOf(on.act.addPasskey(await signedIn(), credential))).toBe('invalid_grant');
      expect(await codeOf(on.act.addPasskey(theirs, credential))).toBeUndefined();
    });

    test('with one challenge 40 times at once adds one', async () => {
      const principal = await signedIn();
      const credential = anAuthenticator().create(await on.act.startPasskey(principal));
      const all = Array.from({ length: 40 }, () => codeOf(on.act.addPasskey(principal, credential)));
      const codes = await Promise.all(all);
      expect(codes.filter((code) => code === undefined)).toHaveLength(1);
      expect((await factors()).passkeys).toHaveLength(1);
      expect((await factors()).recoveryDigests).toHaveLength(10);
    });

    test('spends the challenge of a credential that does not verify', async () => {
      const principal = await signedIn();
      const options = await on.act.startPasskey(principal);
      const wrong = anAuthenticator().create(options, { origin: 'https://evil.example' });
      expect(await codeOf(on.act.addPasskey(principal, wrong))).toBe('invalid_credentials');
      expect(await codeOf(on.act.addPasskey(principal, anAuthenticator().create(options)))).toBe(
        'invalid_grant',
      );
      expect((await factors()).passkeys).toEqual([]);
    });

    test('refuses one that is known, and a 21st', async () => {
      const { authenticator, added } = await enrolPasskey(on.act, on.account);
      const owner = principalOf((await signInByPasskey(on.act, authenticator)).access_token);
      const known = authenticator.create(await on.act.startPasskey(owner), {
        credentialId: added.passkey.credentialId,
      });
      expect(await codeOf(on.act.addPasskey(owner, known))).toBe('already_enrolled');
      const account = (await on.store.database.users.findById(on.account.id))!;
      const [one] = account.factors.passkeys;
      const twenty = Array.from({ length: 20 }, (_, index) => ({
        ...one!,
        id: `id-${index}`,
        credentialId: `${index}`,
      }));
      await on.store.database.users.swapFactors(account.id, {
        ...{
          from: account.factorsGeneration,
          epoch: account.epoch,
          endsSessions: false,
          now: on.act.clock.now,
        },
        factors: { ...account.factors, passkeys: twenty },
      });
      const more = anAuthenticator().create(await on.act.startPasskey(owner));
      expect(await codeOf(on.act.addPasskey(owner, more))).toBe('limit_reached');
    });

    test('writes the notice before the change', async () => {
      const { mails, users } = on.store.database;
      const act = useCasesOver({ ...on.store.database, mails });
      const generations: number[] = [];
      act.deps.mails = {
        insert: async (mail) => {
          generations.push((await users.findById(on.account.id))!.factorsGeneration);
          return mails.insert(mail);
        },
      };
      await enrolPasskey(act, on.account);
      expect(generations).toEqual([on.account.factorsGeneration]);
      expect(await mails.listOf(on.account.id)).toMatchObject([{ kind: 'second_factor_changed' }]);
    });
  });

  describe('removing one', () => {
    test('removes it, with the last one the recovery codes, and ends every other session', async () => {
      const { authenticator, added } = await enrolPasskey(on.act, on.account);
      const other = await signInByPasskey(on.act, authenticator);
      const owner = principalOf((await signInByPasskey(on.act, authenticator)).access_token);
      on.act.told();
      await on.act.removePasskey(owner, added.passkey.id);
      expect(await factors()).toMatchObject({ passkeys: [], recoveryDigests: [] });
      expect(await codeOf(on.act.refresh(other.refresh_token))).toBe('invalid_grant');
      expect(on.act.told().map(({ event }) => event)).toEqual([
        'factor_removed',
        'session_ended',
        'session_ended',
      ]);
      expect(await codeOf(signInByPasskey(on.act, authenticator))).toBe('invalid_credentials');
    });

    test('that is unknown or a stranger’s is not_found', async () => {
      const { authenticator } = await enrolPasskey(on.act, on.account);
      const owner = principalOf((await signInByPasskey(on.act, authenticator)).access_token);
      expect(await codeOf(on.act.removePasskey(owner, 'unknown'))).toBe('not_found');
      expect((await factors()).passkeys).toHaveLength(1);
    });
  });

  test('where WEBAUTHN_RP_ID is not set there is none of it', async () => {
    const { principal, authenticator, added } = await enrolPasskey(on.act, on.account);
    const [deps, id] = [{ ...on.act.deps, party: null }, added.passkey.id];
    const credential = authenticator.get(await on.act.startPasskeyLogin());
    const challengeToken = await challenged(on.act, on.account);
    const from = { userAgent: '', address: '' };
    const made = anAuthenticator().create({ challenge: 'x', rp: { id: 'x' }, user: { id: 'x' } });
    for (const act of [
      startPasskey(deps, principal),
      addPasskey(deps, { principal, name: 'x', credential: made }),
      listPasskeys(deps, principal),
      removePasskey(deps, { principal, id }),
      startPasskeyLogin(deps, null),
      passkeyLogin(deps, { credential, ...from }),
      completeLogin(deps, { challengeToken, tryFactor: tryPasskey(deps, credential), ...from }),
    ])
      expect(await codeOf(act)).toBe('not_found');
  });
});
