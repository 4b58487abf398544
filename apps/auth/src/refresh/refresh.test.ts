import { expect, test } from '@jest/globals';
import { countedIn } from '@gatehouse/metrics/testing';
import { codeOf, principalOf, useCasesOver, verify } from '../testing.ts';
import { describeOnStores } from '../testing-on-stores.ts';

/** Another network than the one that the use cases are called from. */
const ELSEWHERE = '198.51.100.1';

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

  test('counts an exchange, and a replay beside it', async () => {
    const { refresh_token: token } = await on.act.logIn(on.account.email);
    expect(await countedIn(() => on.act.refresh(token))).toEqual({ Refreshes: 1 });
    expect(await countedIn(() => on.act.refresh(token))).toEqual({ Refreshes: 1, Replays: 1 });
    expect(await countedIn(() => codeOf(on.act.refresh('x')))).toEqual({});
  });

  /** The use cases with what they write into the sessions. */
  const counting = () => {
    const { sessions, users } = on.store.database;
    const writes: string[] = [];
    const act = useCasesOver({
      users,
      sessions: {
        ...sessions,
        swap: (...swap) => (writes.push('swap'), sessions.swap(...swap)),
        end: (...end) => (writes.push('end'), sessions.end(...end)),
        insert: (...insert) => (writes.push('insert'), sessions.insert(...insert)),
      },
    });
    return { act, writes };
  };

  test('is one write of the store; its replay is none within the grace, and one where it is counted', async () => {
    const { act, writes } = counting();
    const { refresh_token: token } = await act.logIn(on.account.email);
    writes.length = 0;
    const { refresh_token: successor } = await act.refresh(token);
    expect(writes).toEqual(['swap']);
    act.pass(29);
    await act.refresh(token);
    expect(writes).toEqual(['swap']);
    await act.refresh(token, ELSEWHERE);
    expect(writes).toEqual(['swap', 'swap']);
    act.pass(1);
    expect((await act.refresh(token)).refresh_token).toBe(successor);
    expect(writes).toEqual(['swap', 'swap', 'swap']);
  });

  test('a counted answer extends nothing', async () => {
    const { refresh_token: token, access_token } = await on.act.logIn(on.account.email);
    const { sessionId } = principalOf(access_token);
    const { refresh_token: successor } = await on.act.refresh(token);
    const { lastUsedAt, expiresAt } = (await on.store.database.sessions.findById(sessionId))!;
    on.act.pass(100);
    expect((await on.act.refresh(token, ELSEWHERE)).refresh_token).toBe(successor);
    expect(await on.store.database.sessions.findById(sessionId)).toMatchObject({
      lastUsedAt,
      expiresAt,
      answeredLateAt: [on.act.clock.now],
      replayedElsewhereAt: [on.act.clock.now],
    });
  });

  test.each([
    ['after the grace', 100, undefined, 'reused'],
    ['from another network', 0, '198.51.100.1', 'too often from other networks'],
  ])(
    'of fifty replays %s at once three get the successor, and the session ends',
    async (_how, wait, address, why) => {
      const { refresh_token: token } = await on.act.logIn(on.account.email);
      const { refresh_token: successor } = await on.act.refresh(token);
      on.act.pass(wait);
      const answers = await Promise.allSettled(
        Array.from({ length: 50 }, () => on.act.refresh(token, address)),
      );
      const answered = answers.flatMap((answer) =>
        answer.status === 'fulfilled' ? [answer.value.refresh_token] : [],
      );
      const refused = answers.flatMap((answer) =>
        answer.status === 'rejected' ? [(answer.reason as { readonly code: string }).code] : [],
      );
      expect(answered).toEqual([successor, successor, successor]);
      expect(new Set(refused)).toEqual(new Set(['invalid_grant']));
      expect(await codeOf(on.act.refresh(successor))).toBe('invalid_grant');
      const ended = on.act.logged.filter(([message]) => message.endsWith('session ended'));
      expect(ended).toEqual([[expect.stringContaining(why), expect.anything()]]);
    },
  );

  test('after the clock was set back by an hour, an access token is made that a verifier takes', async () => {
    const { refresh_token: token } = await on.act.logIn(on.account.email);
    on.act.pass(10);
    const { refresh_token: second } = await on.act.refresh(token);
    on.act.pass(-3600);
    for (const again of [second, second]) {
      const { access_token } = await on.act.refresh(again);
      const claims = await verify(access_token, on.act.clock.now);
      expect(claims.auth_time).toBeLessThanOrEqual(claims.iat);
    }
    expect(await codeOf(on.act.refresh(token))).toBe('invalid_grant');
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
