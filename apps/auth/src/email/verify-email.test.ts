import { expect, test } from '@jest/globals';
import { GatehouseError } from '@gatehouse/errors';
import { addAccount, codeOf, NEW_PASSWORD, PASSWORD } from '../testing.ts';
import { addPending, addWaiting, linksOver } from '../testing-links.ts';
import { describeLinksOnStores } from '../testing-links-on-stores.ts';

describeLinksOnStores('verifying an email', (on) => {
  const accountNow = async (id = on.account.id) => (await on.store.database.users.findById(id))!;

  test('takes the link and the password of the account together', async () => {
    const { ownLink, verify } = on.links;
    const token = await ownLink(on.account);
    expect(await codeOf(verify(token, 'not the password'))).toBe('invalid_credentials');
    expect((await accountNow()).emailVerified).toBe(false);
    await verify(token);
    expect(await accountNow()).toMatchObject({ emailVerified: true, email: on.account.email, epoch: 0 });
    expect(on.act.told()).toEqual([
      { event: 'login_failed', subject: on.account.id, why: 'wrong_password', email: on.account.email },
      { event: 'email_verified', subject: on.account.id, email: on.account.email },
    ]);
  });

  test('counts a wrong password as a login does, and takes back a right one', async () => {
    const counted: string[] = [];
    const limits = {
      ...on.act.deps.limits,
      countPassword: async ({ email }: { readonly email: string }) => (
        counted.push(email),
        { succeeded: async () => void counted.push('taken back'), receipt: '' }
      ),
    };
    const { ownLink, verify } = linksOver(on.store.database, { ...on.act, deps: { ...on.act.deps, limits } });
    const token = await ownLink(on.account);
    await codeOf(verify(token, 'not the password'));
    await verify(token);
    const { email } = on.account;
    expect(counted).toEqual([email, email, 'taken back']);
  });

  test('gives a pending address to the account, and tells the old one', async () => {
    const pending = await addPending(on.store.database, on.account);
    const { pendingLink, verify, mailsOf } = on.links;
    await verify(await pendingLink(on.account.id, pending.id));
    expect(await accountNow()).toMatchObject({
      ...{ email: pending.email, emailVerified: true, pendingEmail: null, pendingId: null },
      credentialGeneration: 1,
    });
    const cause = { why: 'counted', to: on.account.email, credentialGeneration: 1 };
    expect(await mailsOf(on.account.id)).toEqual([{ kind: 'email_changed', cause }]);
    expect(on.act.told()).toEqual([
      { event: 'account_changed', subject: on.account.id, changed: ['email'], email: pending.email },
      { event: 'email_verified', subject: on.account.id, email: pending.email },
    ]);
  });

  test('of the own address leaves the link to a pending one good', async () => {
    const pending = await addPending(on.store.database, on.account);
    const { ownLink, pendingLink, verify } = on.links;
    const [first, again] = [await ownLink(on.account), await ownLink(on.account)];
    const token = await pendingLink(on.account.id, pending.id);
    await verify(first);
    expect(await codeOf(verify(again))).toBe('invalid_grant');
    await verify(token);
    expect((await accountNow()).email).toBe(pending.email);
  });

  test('of a pending address that another account has by now is refused, and changes nothing', async () => {
    const other = await addAccount(on.store.database);
    const pending = { id: 'p-1', email: other.email };
    await on.store.database.users.setPendingEmail(on.account.id, pending, on.act.clock.now);
    const { pendingLink, verify } = on.links;
    expect(await codeOf(verify(await pendingLink(on.account.id, pending.id)))).toBe('email_taken');
    expect((await accountNow()).email).toBe(on.account.email);
  });

  test('makes the account of a registration that waits, with its own password and id', async () => {
    const waiting = await addWaiting(on.store.database, on.act);
    const { waitingLink, verify } = on.links;
    const token = await waitingLink(waiting);
    expect(await codeOf(on.act.logIn(waiting.email))).toBe('invalid_credentials');
    expect(await codeOf(verify(token, NEW_PASSWORD))).toBe('invalid_credentials');
    on.act.told();
    await verify(token);
    const { id, email } = waiting;
    expect(await accountNow(id)).toMatchObject({ email, emailVerified: true, roles: ['user'] });
    expect(await on.store.database.registrations.findById(id)).toBeNull();
    expect(on.act.told()).toEqual([
      { event: 'account_created', subject: id, email },
      { event: 'email_verified', subject: id, email },
    ]);
    await on.act.logIn(email);
  });

  test('of a registration whose address an account has by now is refused', async () => {
    const waiting = await addWaiting(on.store.database, on.act);
    const pending = { id: 'p-1', email: waiting.email };
    const { users } = on.store.database;
    await users.setPendingEmail(on.account.id, pending, on.act.clock.now);
    await users.confirmPendingEmail(on.account.id, { pendingId: 'p-1', now: on.act.clock.now });
    const { waitingLink, verify } = on.links;
    expect(await codeOf(verify(await waitingLink(waiting)))).toBe('email_taken');
    expect(await users.findById(waiting.id)).toBeNull();
  });

  test('is refused to a disabled account, as its login is', async () => {
    await on.store.database.users.setDisabled(on.account.id, true, on.act.clock.now);
    const { ownLink, verify } = on.links;
    const token = await ownLink(on.account);
    expect(await codeOf(verify(token))).toBe('invalid_credentials');
    expect(await codeOf(verify(token, 'not the password'))).toBe('invalid_credentials');
    const told = { event: 'login_failed', subject: on.account.id, email: on.account.email };
    expect(on.act.told()).toEqual([
      { ...told, why: 'disabled' },
      { ...told, why: 'wrong_password' },
    ]);
  });

  test('is refused before the password is looked at where the limit of logins is reached', async () => {
    const { ownLink, deps } = on.links;
    const token = await ownLink(on.account);
    const limits = { ...deps.limits, countPassword: () => Promise.reject(tooMany()) };
    const throttled = linksOver(on.store.database, { ...on.act, deps: { ...on.act.deps, limits } });
    expect(await codeOf(throttled.verify(token))).toBe('too_many_attempts');
    expect(on.act.told()).toEqual([
      { event: 'login_throttled', subject: on.account.id, email: on.account.email },
    ]);
    await on.links.verify(token, PASSWORD);
  });
});

const tooMany = (): Error => new GatehouseError('too_many_attempts', { retryAfterSeconds: 1 });
