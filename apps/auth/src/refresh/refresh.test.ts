import { expect, test } from '@jest/globals';
import { codeOf, principalOf, useCasesOver } from '../testing.ts';
import { describeOnStores } from '../testing-on-stores.ts';

describeOnStores('refresh', (on) => {
  test('keeps session and login time, renews the token, and reads the roles anew', async () => {
    const first = await on.act.logIn(on.account.email);
    await on.store.database.users.setRole(on.account.id, 'admin', true, on.act.clock.now);
    on.act.pass(100);
    const second = await on.act.refresh(first.refresh_token);
    const [before, after] = [principalOf(first.access_token), principalOf(second.access_token)];
    expect(after).toMatchObject({
      subject: on.account.id,
      sessionId: before.sessionId,
      roles: ['user', 'admin'],
    });
    expect(after.authenticatedAt).toEqual(before.authenticatedAt);
    expect(after.expiresAt.getTime()).toBe(on.act.clock.now.getTime() + 300_000);
  });

  test('fifty at once have one successor and move the session by one', async () => {
    const { refresh_token: token, access_token } = await on.act.logIn(on.account.email);
    const answers = await Promise.all(Array.from({ length: 50 }, () => on.act.refresh(token)));
    expect(new Set(answers.map((answer) => answer.refresh_token)).size).toBe(1);
    const session = await on.store.database.sessions.findById(principalOf(access_token).sessionId);
    expect(session?.generation).toBe(1);
  });

  test('a replay within the grace extends nothing and is logged', async () => {
    const { refresh_token: token, access_token } = await on.act.logIn(on.account.email);
    const { sessionId } = principalOf(access_token);
    const { refresh_token: successor } = await on.act.refresh(token);
    const before = await on.store.database.sessions.findById(sessionId);
    on.act.pass(29);
    expect((await on.act.refresh(token)).refresh_token).toBe(successor);
    expect(await on.store.database.sessions.findById(sessionId)).toEqual(before);
    expect(on.act.logged).toContainEqual([
      expect.stringContaining('replayed'),
      { sid: sessionId, sub: on.account.id },
    ]);
  });

  test('an old token ends the session, is logged, and never shows in the log', async () => {
    const { refresh_token: token } = await on.act.logIn(on.account.email);
    const { refresh_token: second } = await on.act.refresh(token);
    const { refresh_token: third } = await on.act.refresh(second);
    expect(await codeOf(on.act.refresh(token))).toBe('invalid_grant');
    expect(await codeOf(on.act.refresh(third))).toBe('invalid_grant');
    expect(on.act.logged.map(([message]) => message)).toContainEqual(expect.stringContaining('reused'));
    for (const part of token.split('.')) expect(JSON.stringify(on.act.logged)).not.toContain(part);
  });

  test.each([
    ['idle for its lifetime', [600]],
    ['at its absolute end, however often it was used', [500, 500, 500, 500, 500, 500, 500, 100]],
  ])('a session %s has expired', async (_when, waits) => {
    let { refresh_token: token } = await on.act.logIn(on.account.email);
    for (const [index, seconds] of waits.entries()) {
      on.act.pass(seconds);
      if (index < waits.length - 1) token = (await on.act.refresh(token)).refresh_token;
    }
    expect(await codeOf(on.act.refresh(token))).toBe('invalid_grant');
  });

  test.each([
    ['gone', (id: string) => on.store.database.users.remove(id)],
    ['disabled', (id: string) => on.store.database.users.setDisabled(id, true, on.act.clock.now)],
    ['logged out everywhere', (id: string) => on.store.database.users.raiseEpoch(id)],
  ])('a session of an account that is %s is refused, its replay too', async (_how, end) => {
    const { refresh_token: token } = await on.act.logIn(on.account.email);
    const { refresh_token: successor } = await on.act.refresh(token);
    await end(on.account.id);
    expect(await codeOf(on.act.refresh(token))).toBe('invalid_grant');
    expect(await codeOf(on.act.refresh(successor))).toBe('invalid_grant');
  });

  test('a login whose password was verified before an ending gets a session that does not stand', async () => {
    const { sessions, users } = on.store.database;
    const racing = useCasesOver({
      users,
      sessions: {
        ...sessions,
        insert: async (session) => {
          await users.raiseEpoch(on.account.id);
          await sessions.insert(session);
        },
      },
    });
    const { refresh_token: token } = await racing.logIn(on.account.email);
    expect(await codeOf(on.act.refresh(token))).toBe('invalid_grant');
  });

  test('an ending between the swap and the look at the account wins', async () => {
    const { sessions, users } = on.store.database;
    const { refresh_token: token } = await on.act.logIn(on.account.email);
    const racing = useCasesOver({
      users,
      sessions: {
        ...sessions,
        swap: async (...swap) => {
          const swapped = await sessions.swap(...swap);
          await users.raiseEpoch(on.account.id);
          return swapped;
        },
      },
    });
    expect(await codeOf(racing.refresh(token))).toBe('invalid_grant');
  });

  test('a swap that is lost every time says so, and not that the token is bad', async () => {
    const { sessions, users } = on.store.database;
    const { refresh_token: token } = await on.act.logIn(on.account.email);
    const losing = useCasesOver({ users, sessions: { ...sessions, swap: async () => false } });
    expect(await codeOf(losing.refresh(token))).toBe('store_unavailable');
    expect(await codeOf(on.act.refresh(token))).toBeUndefined();
  });
});
