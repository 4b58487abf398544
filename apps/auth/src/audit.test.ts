// What the use cases of this app tell of, event by event; what a line is made of stands in libs/audit.
import { expect, test } from '@jest/globals';
import { codeOf, NEW_PASSWORD, PASSWORD, principalOf } from './testing.ts';
import { describeOnStores } from './testing-on-stores.ts';

describeOnStores('audit events', (on) => {
  const signIn = async () => {
    on.act.pass(1);
    const tokens = await on.act.logIn(on.account.email);
    const principal = principalOf(tokens.access_token);
    on.act.told();
    return { ...tokens, principal, sid: principal.sessionId };
  };

  test('a login that succeeds is told with its session', async () => {
    const email = on.account.email.toUpperCase();
    const { subject, sessionId: sid } = principalOf((await on.act.logIn(email)).access_token);
    expect(on.act.told()).toEqual([{ event: 'login_succeeded', subject, actor: subject, sid, email }]);
  });

  test('a login that is refused is told with what no answer tells', async () => {
    const { id: subject, email } = on.account;
    const event = 'login_failed';
    expect(await codeOf(on.act.logIn('nobody@example.com'))).toBe('invalid_credentials');
    expect(await codeOf(on.act.logIn(email, NEW_PASSWORD))).toBe('invalid_credentials');
    await on.store.database.users.setDisabled(subject, true, on.act.clock.now);
    expect(await codeOf(on.act.logIn(email, NEW_PASSWORD))).toBe('invalid_credentials');
    expect(await codeOf(on.act.logIn(email))).toBe('invalid_credentials');
    expect(on.act.told()).toEqual([
      { event, subject: null, why: 'unknown_account', email: 'nobody@example.com' },
      { event, subject, why: 'wrong_password', email },
      { event, subject, why: 'wrong_password', email },
      { event, subject, why: 'disabled', email },
    ]);
  });

  test('a session that a further login pushes out is told', async () => {
    const oldest = await signIn();
    for (let count = 1; count < 50; count += 1) await signIn();
    on.act.pass(1);
    await on.act.logIn(on.account.email);
    const { id } = on.account;
    expect(on.act.told()).toEqual([
      { event: 'session_ended', subject: id, actor: id, sid: oldest.sid, why: 'limit' },
      expect.objectContaining({ event: 'login_succeeded' }),
    ]);
  });

  test('a logout is told once, however often the token is brought, and not of an unknown token', async () => {
    const { refresh_token: token, sid } = await signIn();
    for (const text of [token, token, 'x']) await on.act.logout(text);
    const { id } = on.account;
    expect(on.act.told()).toEqual([{ event: 'session_ended', subject: id, actor: id, sid, why: 'logout' }]);
  });

  test('a logout from everywhere is told of each session', async () => {
    const sessions = [await signIn(), await signIn()];
    await on.act.logoutAll(sessions[0]!.principal);
    const told = on.act.told();
    expect(told).toEqual(
      sessions
        .toReversed()
        .map(({ sid }) => ({ event: 'session_ended', subject: on.account.id, sid, why: 'logout_all' })),
    );
  });

  test('the end of a session by its owner is told once', async () => {
    const [caller, other] = [await signIn(), await signIn()];
    await on.act.endSession(caller.principal, other.sid);
    expect(await codeOf(on.act.endSession(caller.principal, other.sid))).toBe('not_found');
    expect(on.act.told()).toEqual([
      { event: 'session_ended', subject: on.account.id, sid: other.sid, why: 'ended_by_owner' },
    ]);
  });

  test('a change of password is told, and each session that it ends', async () => {
    const [other, caller] = [await signIn(), await signIn()];
    await on.act.changePassword(caller.principal);
    const { id: subject } = on.account;
    expect(on.act.told()).toEqual([
      { event: 'password_changed', subject },
      { event: 'session_ended', subject, sid: other.sid, why: 'password' },
    ]);
  });

  test('a change of password is told as a refused login where the current one is wrong', async () => {
    const { principal } = await signIn();
    expect(await codeOf(on.act.changePassword(principal, NEW_PASSWORD, 'wrong'))).toBe('invalid_credentials');
    expect(on.act.told()).toEqual([{ event: 'login_failed', subject: on.account.id, why: 'wrong_password' }]);
  });

  test('an old refresh token that ends its session is told once', async () => {
    const { refresh_token: token, sid } = await signIn();
    const { refresh_token: second } = await on.act.refresh(token);
    await on.act.refresh(second);
    const codes = await Promise.all(Array.from({ length: 5 }, () => codeOf(on.act.refresh(token))));
    expect(new Set(codes)).toEqual(new Set(['invalid_grant']));
    expect(on.act.told()).toEqual([{ event: 'session_ended', subject: on.account.id, sid, why: 'reuse' }]);
  });

  test('a refresh token that is replayed from elsewhere is told each time, and the session that the fourth ends', async () => {
    const { refresh_token: token, sid } = await signIn();
    await on.act.refresh(token);
    const elsewhere = () => on.act.refresh(token, '203.0.113.9');
    for (let count = 0; count < 3; count += 1) await elsewhere();
    expect(await codeOf(elsewhere())).toBe('invalid_grant');
    const { id: subject } = on.account;
    expect(on.act.told()).toEqual([
      ...Array.from({ length: 4 }, () => ({ event: 'refresh_replayed_elsewhere', subject, sid })),
      { event: 'session_ended', subject, sid, why: 'replays' },
    ]);
  });

  test('no event holds a password or a token', async () => {
    const { principal, refresh_token: token } = await signIn();
    await codeOf(on.act.logIn(on.account.email, NEW_PASSWORD));
    await on.act.changePassword(principal);
    await on.act.logout(token);
    const text = JSON.stringify(on.act.told());
    for (const secret of [PASSWORD, NEW_PASSWORD, ...token.split('.')]) expect(text).not.toContain(secret);
  });
});
