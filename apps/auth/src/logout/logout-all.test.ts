import { expect, test } from '@jest/globals';
import { codeOf, principalOf, START } from '../testing.ts';
import { describeOnStores } from '../testing-on-stores.ts';
import { logoutAll } from './logout-all.ts';

describeOnStores('logout from everywhere', (on) => {
  test('ends every session of the account, the caller’s too, and lets it log in again', async () => {
    const tokens = [await on.act.logIn(on.account.email), await on.act.logIn(on.account.email)];
    await on.act.logoutAll(principalOf(tokens[0]!.access_token));
    for (const { refresh_token: token } of tokens) {
      expect(await codeOf(on.act.refresh(token))).toBe('invalid_grant');
    }
    const { refresh_token: token } = await on.act.logIn(on.account.email);
    expect(await codeOf(on.act.refresh(token))).toBeUndefined();
  });

  test.each([
    ['of an account that is gone', (id: string) => on.store.database.users.remove(id)],
    ['of a disabled account', (id: string) => on.store.database.users.setDisabled(id, true, START)],
    ['for the second time', (id: string) => on.store.database.users.raiseEpoch(id)],
  ])('%s is unauthorized, and ends nothing', async (_how, end) => {
    const principal = principalOf((await on.act.logIn(on.account.email)).access_token);
    await end(on.account.id);
    const before = await on.store.database.users.findById(on.account.id);
    expect(await codeOf(on.act.logoutAll(principal))).toBe('unauthorized');
    expect(await on.store.database.users.findById(on.account.id)).toEqual(before);
  });

  test('from a session that has ended ends no other', async () => {
    const ended = await on.act.logIn(on.account.email);
    const kept = await on.act.logIn(on.account.email);
    await on.act.logout(ended.refresh_token);
    expect(await codeOf(on.act.logoutAll(principalOf(ended.access_token)))).toBe('unauthorized');
    expect(await codeOf(on.act.refresh(kept.refresh_token))).toBeUndefined();
  });

  test('is done when the account says so, although sweeping up the sessions fails', async () => {
    const { access_token, refresh_token: token } = await on.act.logIn(on.account.email);
    const away = () => Promise.reject(new Error('away'));
    const sessions = { ...on.store.database.sessions, listByAccount: away, dropEndedOf: away };
    await logoutAll({ ...on.act.deps, sessions }, principalOf(access_token));
    expect(await codeOf(on.act.refresh(token))).toBe('invalid_grant');
  });
});
