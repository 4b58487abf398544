import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Account } from '@gatehouse/db';
import { storesUnderTest, type StoreUnderTest } from '@gatehouse/db/testing';
import { addAccount, codeOf, principalOf, useCasesOver } from '../testing.ts';

describe.each(storesUnderTest('refresh'))('on $name', ({ open }) => {
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

  test('keeps session and login time, renews the token, and reads the roles anew', async () => {
    const first = await act.logIn(account.email);
    await store.database.users.setRole(account.id, 'admin', true, act.clock.now);
    act.pass(100);
    const second = await act.refresh(first.refresh_token);
    const [before, after] = [principalOf(first.access_token), principalOf(second.access_token)];
    expect(after).toMatchObject({
      subject: account.id,
      sessionId: before.sessionId,
      roles: ['user', 'admin'],
    });
    expect(after.authenticatedAt).toEqual(before.authenticatedAt);
    expect(after.expiresAt.getTime()).toBe(act.clock.now.getTime() + 300_000);
  });

  test('fifty at once have one successor and move the session by one', async () => {
    const { refresh_token: token, access_token } = await act.logIn(account.email);
    const answers = await Promise.all(Array.from({ length: 50 }, () => act.refresh(token)));
    expect(new Set(answers.map((answer) => answer.refresh_token)).size).toBe(1);
    const session = await store.database.sessions.findById(principalOf(access_token).sessionId);
    expect(session?.generation).toBe(1);
  });

  test('a replay within the grace extends nothing and is logged', async () => {
    const { refresh_token: token, access_token } = await act.logIn(account.email);
    const { sessionId } = principalOf(access_token);
    const { refresh_token: successor } = await act.refresh(token);
    const before = await store.database.sessions.findById(sessionId);
    act.pass(29);
    expect((await act.refresh(token)).refresh_token).toBe(successor);
    expect(await store.database.sessions.findById(sessionId)).toEqual(before);
    expect(act.logged).toContainEqual([
      expect.stringContaining('replayed'),
      { sid: sessionId, sub: account.id },
    ]);
  });

  test('an old token ends the session, is logged, and never shows in the log', async () => {
    const { refresh_token: token } = await act.logIn(account.email);
    const { refresh_token: second } = await act.refresh(token);
    const { refresh_token: third } = await act.refresh(second);
    expect(await codeOf(act.refresh(token))).toBe('invalid_grant');
    expect(await codeOf(act.refresh(third))).toBe('invalid_grant');
    expect(act.logged.map(([message]) => message)).toContainEqual(expect.stringContaining('reused'));
    for (const part of token.split('.')) expect(JSON.stringify(act.logged)).not.toContain(part);
  });

  test.each([
    ['idle for its lifetime', [600]],
    ['at its absolute end, however often it was used', [500, 500, 500, 500, 500, 500, 500, 100]],
  ])('a session %s has expired', async (_when, waits) => {
    let { refresh_token: token } = await act.logIn(account.email);
    for (const [index, seconds] of waits.entries()) {
      act.pass(seconds);
      if (index < waits.length - 1) token = (await act.refresh(token)).refresh_token;
    }
    expect(await codeOf(act.refresh(token))).toBe('invalid_grant');
  });

  test.each([
    ['gone', (id: string) => store.database.users.remove(id)],
    ['disabled', (id: string) => store.database.users.setDisabled(id, true, act.clock.now)],
    ['logged out everywhere', (id: string) => store.database.users.raiseEpoch(id)],
  ])('a session of an account that is %s is refused, its replay too', async (_how, end) => {
    const { refresh_token: token } = await act.logIn(account.email);
    const { refresh_token: successor } = await act.refresh(token);
    await end(account.id);
    expect(await codeOf(act.refresh(token))).toBe('invalid_grant');
    expect(await codeOf(act.refresh(successor))).toBe('invalid_grant');
  });

  test('a login whose password was verified before an ending gets a session that does not stand', async () => {
    const { sessions, users } = store.database;
    const racing = useCasesOver({
      users,
      sessions: {
        ...sessions,
        insert: async (session) => {
          await users.raiseEpoch(account.id);
          await sessions.insert(session);
        },
      },
    });
    const { refresh_token: token } = await racing.logIn(account.email);
    expect(await codeOf(act.refresh(token))).toBe('invalid_grant');
  });

  test('an ending between the swap and the look at the account wins', async () => {
    const { sessions, users } = store.database;
    const { refresh_token: token } = await act.logIn(account.email);
    const racing = useCasesOver({
      users,
      sessions: {
        ...sessions,
        swap: async (...swap) => {
          const swapped = await sessions.swap(...swap);
          await users.raiseEpoch(account.id);
          return swapped;
        },
      },
    });
    expect(await codeOf(racing.refresh(token))).toBe('invalid_grant');
  });

  test('a swap that is lost every time says so, and not that the token is bad', async () => {
    const { sessions, users } = store.database;
    const { refresh_token: token } = await act.logIn(account.email);
    const losing = useCasesOver({ users, sessions: { ...sessions, swap: async () => false } });
    expect(await codeOf(losing.refresh(token))).toBe('store_unavailable');
    expect(await codeOf(act.refresh(token))).toBeUndefined();
  });
});
