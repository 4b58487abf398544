import { expect, test } from '@jest/globals';
import { codeOf } from '../testing.ts';
import { describeOnStores } from '../testing-on-stores.ts';

describeOnStores('logout', (on) => {
  test('ends the session of the token and no other', async () => {
    const ended = await on.act.logIn(on.account.email);
    const kept = await on.act.logIn(on.account.email);
    await on.act.logout(ended.refresh_token);
    expect(await codeOf(on.act.refresh(ended.refresh_token))).toBe('invalid_grant');
    expect(await codeOf(on.act.refresh(kept.refresh_token))).toBeUndefined();
  });

  test('takes any token of the family, an old one too', async () => {
    const { refresh_token: first } = await on.act.logIn(on.account.email);
    const { refresh_token: second } = await on.act.refresh(first);
    await on.act.logout(first);
    expect(await codeOf(on.act.refresh(second))).toBe('invalid_grant');
  });

  test('of an unknown token, a second time, or of a string that is none, is no error', async () => {
    const { refresh_token: token } = await on.act.logIn(on.account.email);
    for (const text of [token, token, '', 'x', 'x'.repeat(2000)]) {
      expect(await codeOf(on.act.logout(text))).toBeUndefined();
    }
  });

  test('needs the secret family part: the public id of a session ends nothing', async () => {
    const { refresh_token: token } = await on.act.logIn(on.account.email);
    const [session] = await on.store.database.sessions.listByAccount(on.account.id, on.act.clock.now);
    await on.act.logout(`${session?.id}.${token.split('.')[1]}`);
    expect(await codeOf(on.act.refresh(token))).toBeUndefined();
  });
});
