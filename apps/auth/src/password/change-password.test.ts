import { expect, test } from '@jest/globals';
import { GatehouseError } from '@gatehouse/errors';
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

  test('that replaces an imported hash takes one off their count', async () => {
    const { users, values } = on.store.database;
    const principal = principalOf((await on.act.logIn(on.account.email)).access_token);
    const { passwordHash: from } = (await users.findById(on.account.id))!;
    await users.rehash(on.account.id, {
      from,
      to: '$2b$04$IUAcVDS2RfxlRppckN/b4u1bpFEZk5bI0A3QAzyFVNptGjusq.WlO',
    });
    await values.set('imported_hashes', '5');
    expect(await codeOf(on.act.changePassword(principal, NEW_PASSWORD, 'wrong'))).toBe('invalid_credentials');
    expect(await values.find('imported_hashes')).toBe('5');
    await on.act.changePassword(principal);
    expect(await values.find('imported_hashes')).toBe('4');
  });

  test('loses no session to a connection that breaks behind its write', async () => {
    const { users, sessions } = on.store.database;
    for (const call of ['findById', 'adoptEpoch'] as const) {
      const kept = await on.act.logIn(on.account.email, call === 'findById' ? PASSWORD : NEW_PASSWORD);
      let failures = 0;
      const breaking = useCasesOver({
        users: {
          ...users,
          changePassword: async (...change) => {
            failures = 1;
            return users.changePassword(...change);
          },
        },
        sessions: {
          ...sessions,
          // The write is done, and its answer lost.
          [call]: async (...args: never[]) => {
            const answer = await (sessions[call] as (...args: never[]) => Promise<unknown>)(...args);
            if (failures === 0) return answer;
            failures -= 1;
            throw new GatehouseError('store_unavailable');
          },
        },
      });
      const passwords = [PASSWORD, NEW_PASSWORD];
      if (call === 'adoptEpoch') passwords.reverse();
      await breaking.changePassword(principalOf(kept.access_token), passwords[1], passwords[0]);
      expect(await codeOf(on.act.refresh(kept.refresh_token))).toBeUndefined();
    }
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
