import { expect, test } from '@jest/globals';
import type { Account } from '@gatehouse/db';
import { NO_FACTORS } from '@gatehouse/factors';
import { codeOf, NEW_PASSWORD, PASSWORD, principalOf } from '../testing.ts';
import { addPending, addWaiting } from '../testing-links.ts';
import { describeLinksOnStores } from '../testing-links-on-stores.ts';

describeLinksOnStores('a reset', (on) => {
  const accountNow = async (id = on.account.id) => (await on.store.database.users.findById(id))!;

  test('sets the password, ends every session, verifies the email and signs nobody in', async () => {
    const tokens = [await on.act.logIn(on.account.email), await on.act.logIn(on.account.email)];
    on.act.told();
    const { resetLink, reset, mailsOf } = on.links;
    await reset(await resetLink(on.account));
    for (const { refresh_token: token } of tokens)
      expect(await codeOf(on.act.refresh(token))).toBe('invalid_grant');
    expect(await codeOf(on.act.listSessions(principalOf(tokens[0]!.access_token)))).toBe('unauthorized');
    expect(await on.store.database.sessions.listByAccount(on.account.id, on.act.clock.now)).toEqual([]);
    expect(await accountNow()).toMatchObject({ emailVerified: true, credentialGeneration: 1, epoch: 1 });
    const { id: subject, email } = on.account;
    const sids = tokens.map(({ access_token }) => principalOf(access_token).sessionId);
    const told = on.act.told();
    expect(told.slice(2).map(({ sid }) => sid)).toEqual(expect.arrayContaining(sids));
    expect(told).toEqual([
      { event: 'password_changed', subject },
      { event: 'email_verified', subject, email },
      ...sids.map(() => expect.objectContaining({ event: 'session_ended', subject, why: 'reset' })),
    ]);
    expect(await mailsOf(subject)).toEqual([
      { kind: 'password_changed', cause: { credentialGeneration: 1, epoch: 1 } },
    ]);
    expect(await codeOf(on.act.logIn(email, PASSWORD))).toBe('invalid_credentials');
    await on.act.logIn(email, NEW_PASSWORD);
  });

  test('voids a pending email', async () => {
    const { account, id } = await addPending(on.store.database, on.account);
    const { resetLink, pendingLink, reset, verify } = on.links;
    const pending = await pendingLink(account.id, id);
    await reset(await resetLink(account));
    expect(await accountNow()).toMatchObject({ pendingEmail: null, email: on.account.email });
    expect(await codeOf(verify(pending, NEW_PASSWORD))).toBe('invalid_grant');
  });

  const passkey = {
    ...{ id: 'p1', name: 'Phone', credentialId: 'AQ', publicKey: 'Ag', counter: 0, transports: [] },
    ...{ synced: true, createdAt: new Date(0), lastUsedAt: null },
  };
  /** Of whoever has taken the address before its owner came. */
  const factors = {
    ...NO_FACTORS,
    ...{ totp: { sealedSecret: 'v1.of a stranger', lastStep: 1 }, recoveryDigests: ['of a stranger'] },
    passkeys: [passkey],
  };
  const enrol = async ({ id, epoch, factorsGeneration: from }: Account) => {
    const swap = { from, epoch, factors, endsSessions: false, now: on.act.clock.now };
    expect(await on.store.database.users.swapFactors(id, swap)).toBe(true);
  };

  test('of an address that was not verified removes every factor, and tells of each', async () => {
    await enrol(on.account);
    const { resetLink, reset, mailsOf } = on.links;
    await reset(await resetLink(on.account));
    expect((await accountNow()).factors).toEqual(NO_FACTORS);
    const { id: subject } = on.account;
    const removed = { event: 'factor_removed', subject };
    expect(on.act.told().slice(2)).toEqual([
      { ...removed, factor: 'totp' },
      { ...removed, factor: 'passkey' },
    ]);
    expect((await mailsOf(subject)).map((mail) => (typeof mail === 'string' ? mail : mail.kind))).toEqual(
      expect.arrayContaining(['password_changed', 'second_factor_changed']),
    );
  });

  test('of an address that was verified leaves the factors as they are', async () => {
    const { email, id } = on.account;
    await on.store.database.users.verifyEmail(id, { email, now: on.act.clock.now });
    await enrol(on.account);
    const { resetLink, reset, mailsOf } = on.links;
    await reset(await resetLink(on.account));
    expect((await accountNow()).factors).toEqual(factors);
    expect(on.act.told()).toEqual([{ event: 'password_changed', subject: id }]);
    expect(await mailsOf(id)).toHaveLength(1);
  });

  test('with a password that is refused spends nothing', async () => {
    const { resetLink, reset } = on.links;
    const token = await resetLink(on.account);
    expect(await codeOf(reset(token, 'short'))).toBe('validation_failed');
    expect(await codeOf(reset(token, `my own ${on.account.email}`))).toBe('validation_failed');
    await reset(token);
  });

  test('confirms a registration that waits, with the password of the reset alone', async () => {
    const waiting = await addWaiting(on.store.database, on.act);
    const { waitingLink, waitingResetLink, reset, verify } = on.links;
    const [click, second] = [await waitingLink(waiting), await waitingResetLink(waiting)];
    await reset(await waitingResetLink(waiting));
    const { id, email } = waiting;
    expect(await accountNow(id)).toMatchObject({ email, emailVerified: true, credentialGeneration: 1 });
    expect(on.act.told()).toEqual([
      { event: 'account_created', subject: id, email },
      { event: 'email_verified', subject: id, email },
      { event: 'password_changed', subject: id },
    ]);
    expect(await codeOf(verify(click))).toBe('invalid_grant');
    expect(await codeOf(reset(second))).toBe('invalid_grant');
    expect(await codeOf(on.act.logIn(email, PASSWORD))).toBe('invalid_credentials');
    await on.act.logIn(email, NEW_PASSWORD);
  });

  test('by a link that was mailed while the registration waited is as good once it is confirmed', async () => {
    const waiting = await addWaiting(on.store.database, on.act);
    const { waitingLink, waitingResetLink, reset, verify } = on.links;
    const token = await waitingResetLink(waiting);
    await verify(await waitingLink(waiting));
    await reset(token);
    await on.act.logIn(waiting.email, NEW_PASSWORD);
    expect(await codeOf(reset(token, 'a third horse battery staple'))).toBe('invalid_grant');
  });

  test('that replaces an imported hash takes one off their count', async () => {
    const { users, values } = on.store.database;
    const to = '$2b$04$IUAcVDS2RfxlRppckN/b4u1bpFEZk5bI0A3QAzyFVNptGjusq.WlO';
    await users.rehash(on.account.id, { from: on.account.passwordHash, to });
    await values.set('imported_hashes', '5');
    const { resetLink, reset } = on.links;
    await reset(await resetLink(on.account));
    expect(await values.find('imported_hashes')).toBe('4');
  });
});
