import { expect, test } from '@jest/globals';
import { codeOf, principalOf } from '../testing.ts';
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

  test('of an account that is gone is unauthorized', async () => {
    const principal = principalOf((await on.act.logIn(on.account.email)).access_token);
    await on.store.database.users.remove(on.account.id);
    expect(await codeOf(on.act.logoutAll(principal))).toBe('unauthorized');
  });

  test('is done when the account says so, although sweeping up the sessions fails', async () => {
    const { access_token, refresh_token: token } = await on.act.logIn(on.account.email);
    const sessions = { dropEndedOf: () => Promise.reject(new Error('away')) };
    await logoutAll({ ...on.act.deps, sessions }, principalOf(access_token));
    expect(await codeOf(on.act.refresh(token))).toBe('invalid_grant');
  });
});
