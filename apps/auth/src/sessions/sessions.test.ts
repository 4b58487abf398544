import { describe, expect, test } from '@jest/globals';
import { addAccount, codeOf, principalOf } from '../testing.ts';
import { describeOnStores } from '../testing-on-stores.ts';
import { presentSession } from './present-session.ts';

describeOnStores('sessions', (on) => {
  const signIn = async (email = on.account.email) => {
    on.act.pass(1);
    const tokens = await on.act.logIn(email);
    return { ...tokens, principal: principalOf(tokens.access_token) };
  };

  describe('the list', () => {
    test('has the sessions that stand, newest first, and no one else’s', async () => {
      const [first, second] = [await signIn(), await signIn()];
      await signIn((await addAccount(on.store.database)).email);
      const listed = await on.act.listSessions(first.principal);
      expect(listed.map(({ id }) => id)).toEqual([second.principal.sessionId, first.principal.sessionId]);
    });

    test('leaves out what has expired or was ended', async () => {
      const expired = await signIn();
      on.act.pass(600);
      const ended = await signIn();
      const { principal } = await signIn();
      await on.act.logout(ended.refresh_token);
      const listed = await on.act.listSessions(principal);
      expect(listed.map(({ id }) => id)).toEqual([principal.sessionId]);
      expect(await codeOf(on.act.refresh(expired.refresh_token))).toBe('invalid_grant');
    });

    test('is shown without a digest, and marks the caller’s own', async () => {
      const { principal } = await signIn();
      const [session] = await on.act.listSessions(principal);
      expect(presentSession(session!, principal.sessionId)).toEqual({
        id: principal.sessionId,
        created_at: on.act.clock.now.toISOString(),
        last_used_at: on.act.clock.now.toISOString(),
        expires_at: new Date(on.act.clock.now.getTime() + 600_000).toISOString(),
        user_agent: 'test agent',
        address: '192.0.2.1',
        current: true,
      });
      expect(presentSession(session!, 'another').current).toBe(false);
    });
  });

  describe('ending one', () => {
    test('ends it and leaves the others', async () => {
      const [caller, other] = [await signIn(), await signIn()];
      await on.act.endSession(caller.principal, other.principal.sessionId);
      expect(await codeOf(on.act.refresh(other.refresh_token))).toBe('invalid_grant');
      expect(await codeOf(on.act.refresh(caller.refresh_token))).toBeUndefined();
    });

    test('which is one’s own is the last that it does', async () => {
      const [caller, other] = [await signIn(), await signIn()];
      const { principal } = caller;
      await on.act.endSession(principal, principal.sessionId);
      expect(await codeOf(on.act.endSession(principal, principal.sessionId))).toBe('unauthorized');
      expect(await codeOf(on.act.endSession(principal, other.principal.sessionId))).toBe('unauthorized');
      expect(await codeOf(on.act.refresh(other.refresh_token))).toBeUndefined();
    });

    test('that is unknown, ended before or a stranger’s is not_found', async () => {
      const [caller, other] = [await signIn(), await signIn()];
      const stranger = await signIn((await addAccount(on.store.database)).email);
      await on.act.endSession(caller.principal, other.principal.sessionId);
      for (const id of ['unknown', other.principal.sessionId, stranger.principal.sessionId]) {
        expect(await codeOf(on.act.endSession(caller.principal, id))).toBe('not_found');
      }
      expect(await codeOf(on.act.refresh(stranger.refresh_token))).toBeUndefined();
    });
  });

  test.each([
    ['gone', (id: string) => on.store.database.users.remove(id)],
    ['disabled', (id: string) => on.store.database.users.setDisabled(id, true, on.act.clock.now)],
    ['logged out everywhere', (id: string) => on.store.database.users.raiseEpoch(id)],
  ])('a caller whose account is %s is not authorized', async (_how, end) => {
    const { principal } = await signIn();
    await end(on.account.id);
    expect(await codeOf(on.act.listSessions(principal))).toBe('unauthorized');
    expect(await codeOf(on.act.endSession(principal, principal.sessionId))).toBe('unauthorized');
  });
});
