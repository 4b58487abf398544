import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Account } from '@gatehouse/db';
import { storesUnderTest, type StoreUnderTest } from '@gatehouse/db/testing';
import { createPasswordHasher } from '@gatehouse/hashing';
import { addAccount, codeOf, PASSWORD, principalOf, useCasesOver } from '../testing.ts';
import { login } from './login.ts';

describe.each(storesUnderTest('login'))('on $name', ({ open }) => {
  let store: StoreUnderTest;
  let account: Account;
  let act: ReturnType<typeof useCasesOver>;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store?.remove());
  beforeEach(async () => {
    account = await addAccount(store.database);
    act = useCasesOver(store.database);
  });

  test('opens a session for the account, in any letter case of its email', async () => {
    const tokens = await act.logIn(account.email.toUpperCase());
    const { subject, sessionId } = principalOf(tokens.access_token);
    expect(subject).toBe(account.id);
    expect(await store.database.sessions.findById(sessionId)).toMatchObject({
      accountId: account.id,
      userAgent: 'test agent',
      address: '192.0.2.1',
    });
  });

  test('puts nothing personal into the access token', async () => {
    const { access_token } = await act.logIn(account.email);
    const claims = Buffer.from(access_token.split('.')[1] ?? '', 'base64url').toString();
    for (const personal of [account.email, account.firstName, account.lastName]) {
      expect(claims).not.toContain(personal);
    }
  });

  test('answers a wrong password, an unknown email and a disabled account alike, each after one verification', async () => {
    await store.database.users.setDisabled(account.id, true, act.clock.now);
    const other = await addAccount(store.database);
    const verified: string[] = [];
    const { passwords } = act.deps;
    const counting = {
      ...passwords,
      verify: (...args: Parameters<typeof passwords.verify>) => (
        verified.push('hash'),
        passwords.verify(...args)
      ),
      verifyNothing: (password: string) => (verified.push('nothing'), passwords.verifyNothing(password)),
    };
    const from = { userAgent: '', address: '' };
    const attempts = [
      { email: account.email, password: PASSWORD },
      { email: other.email, password: 'wrong' },
      { email: 'nobody@example.com', password: PASSWORD },
    ];
    for (const attempt of attempts) {
      const refused = login({ ...act.deps, passwords: counting }, { ...attempt, ...from });
      expect(await codeOf(refused)).toBe('invalid_credentials');
    }
    expect(verified).toEqual(['hash', 'hash', 'nothing']);
  });

  test('hashes anew what was hashed with other parameters, and the password still holds', async () => {
    const harder = createPasswordHasher({ memoryKiB: 16, passes: 1, lanes: 1 });
    const input = { email: account.email, password: PASSWORD, userAgent: '', address: '' };
    await login({ ...act.deps, passwords: harder }, input);
    const { passwordHash } = (await store.database.users.findById(account.id))!;
    expect(harder.needsRehash(passwordHash)).toBe(false);
    await login({ ...act.deps, passwords: harder }, input);
  });

  test('keeps fifty sessions; the oldest goes', async () => {
    const tokens = [];
    for (let count = 0; count < 51; count += 1) {
      act.pass(1);
      tokens.push(await act.logIn(account.email));
    }
    expect(await store.database.sessions.listByAccount(account.id, act.clock.now)).toHaveLength(50);
    expect(await codeOf(act.refresh(tokens[0]!.refresh_token))).toBe('invalid_grant');
    expect(await codeOf(act.refresh(tokens[1]!.refresh_token))).toBeUndefined();
  });

  test.each(['listByAccount', 'end'] as const)(
    'is done when its session is stored, although %s fails in the sweep of surplus ones',
    async (method) => {
      const { sessions } = store.database;
      const failing = { ...sessions, [method]: () => Promise.reject(new Error('away')) };
      for (let count = 0; count < 50; count += 1) await act.logIn(account.email);
      const { refresh_token: token } = await login(
        { ...act.deps, sessions: failing },
        { email: account.email, password: PASSWORD, userAgent: '', address: '' },
      );
      expect(await codeOf(act.refresh(token))).toBeUndefined();
    },
  );
});
