import { expect, test } from '@jest/globals';
import { codeOf, NEW_PASSWORD, PASSWORD, principalOf, useCasesOver } from '../testing.ts';
import { describeOnStores } from '../testing-on-stores.ts';

describeOnStores('password change', (on) => {
  test('keeps the session it was made from and ends the others', async () => {
    const kept = await on.act.logIn(on.account.email);
    const other = await on.act.logIn(on.account.email);
    await on.act.changePassword(principalOf(kept.access_token));
    expect(await codeOf(on.act.refresh(kept.refresh_token))).toBeUndefined();
    expect(await codeOf(on.act.refresh(other.refresh_token))).toBe('invalid_grant');
    expect(await codeOf(on.act.logIn(on.account.email))).toBe('invalid_credentials');
    await on.act.logIn(on.account.email, NEW_PASSWORD);
  });

  test('that is refused ends nothing', async () => {
    const tokens = await on.act.logIn(on.account.email);
    const principal = principalOf(tokens.access_token);
    expect(await codeOf(on.act.changePassword(principal, NEW_PASSWORD, 'wrong'))).toBe('invalid_credentials');
    expect(await codeOf(on.act.changePassword(principal, 'short'))).toBe('validation_failed');
    expect(await codeOf(on.act.refresh(tokens.refresh_token))).toBeUndefined();
  });

  test('of two at once one wins, and the other does not know the password any more', async () => {
    const principal = principalOf((await on.act.logIn(on.account.email)).access_token);
    const passwords = ['first new password here', 'second new password here'];
    const codes = await Promise.all(passwords.map((next) => codeOf(on.act.changePassword(principal, next))));
    expect(codes.sort()).toEqual(['invalid_credentials', undefined]);
  });

  test('and goes on with the token that it has, while the others’ tokens count no more', async () => {
    const kept = principalOf((await on.act.logIn(on.account.email)).access_token);
    const other = principalOf((await on.act.logIn(on.account.email)).access_token);
    await on.act.changePassword(kept);
    expect(await codeOf(on.act.listSessions(kept))).toBeUndefined();
    expect(await codeOf(on.act.changePassword(other, PASSWORD, NEW_PASSWORD))).toBe('unauthorized');
  });

  test('beside a logout from everywhere is refused, and changes and revives nothing', async () => {
    const tokens = await on.act.logIn(on.account.email);
    const { users, sessions } = on.store.database;
    const racing = useCasesOver({
      sessions,
      users: {
        ...users,
        changePassword: async (...change) => {
          await users.raiseEpoch(on.account.id);
          return users.changePassword(...change);
        },
      },
    });
    expect(await codeOf(racing.changePassword(principalOf(tokens.access_token)))).toBe('unauthorized');
    expect(await codeOf(on.act.refresh(tokens.refresh_token))).toBe('invalid_grant');
    await on.act.logIn(on.account.email);
  });

  test('and a rotation in flight leave the session with its new epoch', async () => {
    const tokens = await on.act.logIn(on.account.email);
    const { users, sessions } = on.store.database;
    let changed = false;
    const racing = useCasesOver({
      users,
      sessions: {
        ...sessions,
        swap: async (...swap) => {
          if (!changed) await on.act.changePassword(principalOf(tokens.access_token));
          changed = true;
          return sessions.swap(...swap);
        },
      },
    });
    const { refresh_token: next } = await racing.refresh(tokens.refresh_token);
    expect(await codeOf(on.act.refresh(next))).toBeUndefined();
    expect(await codeOf(on.act.logIn(on.account.email, PASSWORD))).toBe('invalid_credentials');
  });
});
