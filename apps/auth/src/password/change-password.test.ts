import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Account } from '@gatehouse/db';
import { storesUnderTest, type StoreUnderTest } from '@gatehouse/db/testing';
import { addAccount, codeOf, NEW_PASSWORD, PASSWORD, principalOf, useCasesOver } from '../testing.ts';

describe.each(storesUnderTest('password change'))('on $name', ({ open }) => {
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

  test('keeps the session it was made from and ends the others', async () => {
    const kept = await act.logIn(account.email);
    const other = await act.logIn(account.email);
    await act.changePassword(principalOf(kept.access_token));
    expect(await codeOf(act.refresh(kept.refresh_token))).toBeUndefined();
    expect(await codeOf(act.refresh(other.refresh_token))).toBe('invalid_grant');
    expect(await codeOf(act.logIn(account.email))).toBe('invalid_credentials');
    await act.logIn(account.email, NEW_PASSWORD);
  });

  test('that is refused ends nothing', async () => {
    const tokens = await act.logIn(account.email);
    const principal = principalOf(tokens.access_token);
    expect(await codeOf(act.changePassword(principal, NEW_PASSWORD, 'wrong'))).toBe('invalid_credentials');
    expect(await codeOf(act.changePassword(principal, 'short'))).toBe('validation_failed');
    expect(await codeOf(act.refresh(tokens.refresh_token))).toBeUndefined();
  });

  test('of two at once one wins, and the other does not know the password any more', async () => {
    const principal = principalOf((await act.logIn(account.email)).access_token);
    const passwords = ['first new password here', 'second new password here'];
    const codes = await Promise.all(passwords.map((next) => codeOf(act.changePassword(principal, next))));
    expect(codes.sort()).toEqual(['invalid_credentials', undefined]);
  });

  test('beside a logout from everywhere happens all the same, and revives nothing', async () => {
    const tokens = await act.logIn(account.email);
    const { users, sessions } = store.database;
    let raised = false;
    const racing = useCasesOver({
      sessions,
      users: {
        ...users,
        changePassword: async (...change) => {
          if (!raised) await users.raiseEpoch(account.id);
          raised = true;
          return users.changePassword(...change);
        },
      },
    });
    await racing.changePassword(principalOf(tokens.access_token));
    expect(await codeOf(act.refresh(tokens.refresh_token))).toBe('invalid_grant');
    await act.logIn(account.email, NEW_PASSWORD);
  });

  test('and a rotation in flight leave the session with its new epoch', async () => {
    const tokens = await act.logIn(account.email);
    const { users, sessions } = store.database;
    let changed = false;
    const racing = useCasesOver({
      users,
      sessions: {
        ...sessions,
        swap: async (...swap) => {
          if (!changed) await act.changePassword(principalOf(tokens.access_token));
          changed = true;
          return sessions.swap(...swap);
        },
      },
    });
    const { refresh_token: next } = await racing.refresh(tokens.refresh_token);
    expect(await codeOf(act.refresh(next))).toBeUndefined();
    expect(await codeOf(act.logIn(account.email, PASSWORD))).toBe('invalid_credentials');
  });
});
