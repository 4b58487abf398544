import { expect, test } from '@jest/globals';
import type { Account, Database } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import { eraseAccount, eraseWaiting } from './index.ts';
import { addAccount, codeOf, depsOf, describeOnStores, NOW } from './testing.ts';

/** Far away, since a store drops tokens that are long over by the time of its machine. */
const later = new Date('2100-01-01');

/** Something in every store that keeps anything by the id of an account. */
const keepBeside = async ({ mails, tokens }: Database, accountId: string): Promise<void> => {
  const mail = { kind: 'password_changed', cause: '{}', createdAt: NOW, dueAt: NOW, attempts: 0 } as const;
  await mails.insert({ id: `mail-${accountId}`, accountId, ...mail });
  for (const kind of ['verify_email', 'reset_password', 'login_challenge', 'passkey_challenge'] as const)
    await tokens.insert({
      digest: `${kind}-${accountId}`,
      kind,
      accountId,
      binding: '',
      triesLeft: 5,
      expiresAt: later,
    });
};

const register = async ({ registrations }: Database, email: string): Promise<string> => {
  const id = `waiting-${email.slice(0, 20)}`;
  const given = { firstName: 'Ada', lastName: 'Lovelace', email, passwordHash: 'a hash' };
  await registrations.insert({ id, ...given, createdAt: NOW, expiresAt: later });
  return id;
};

/** How much is kept by this id. */
const keptOf = async (
  { users, sessions, mails, tokens, registrations }: Database,
  id: string,
): Promise<number> => {
  const digests = ['verify_email', 'reset_password', 'login_challenge', 'passkey_challenge'];
  const found = await Promise.all([
    users.findById(id),
    registrations.findById(id),
    ...digests.map((kind) => tokens.find(`${kind}-${id}`)),
  ]);
  const listed = [...(await sessions.listByAccount(id, NOW)), ...(await mails.listOf(id))];
  return found.filter((one) => one !== null).length + listed.length;
};

describeOnStores('erasing', (on) => {
  const addKept = async (...roles: string[]): Promise<Account> => {
    const account = await addAccount(on.database, ...roles);
    await keepBeside(on.database, account.id);
    return account;
  };

  test('leaves nothing of the account, nor of a registration that waits for its email, and all of others', async () => {
    const [ada, eve] = [await addKept(), await addKept()];
    const waiting = await register(on.database, ada.email);
    await keepBeside(on.database, waiting);
    expect(await keptOf(on.database, ada.id)).toBe(7);
    const deps = depsOf(on.database);
    expect(await eraseAccount(deps, { id: ada.id, email: ada.email })).toBe(true);
    expect([await keptOf(on.database, ada.id), await keptOf(on.database, waiting)]).toEqual([0, 0]);
    expect(await keptOf(on.database, eve.id)).toBe(7);
    expect(deps.taken()).toEqual([
      { event: 'session_ended', subject: ada.id, sid: `session-of-${ada.id}`, why: 'removed' },
      { event: 'account_removed', subject: ada.id, email: ada.email },
    ]);
  });

  test('of an admin is told as the loss of the role too, since that is what keeps the last one', async () => {
    const root = await addKept('admin');
    await addAccount(on.database, 'admin');
    const deps = depsOf(on.database);
    await eraseAccount(deps, { id: root.id });
    expect(await keptOf(on.database, root.id)).toBe(0);
    expect(deps.taken().map(({ event }) => event)).toEqual([
      'roles_changed',
      'session_ended',
      'account_removed',
    ]);
  });

  test('that fails on the way leaves the account, and is repeated', async () => {
    const ada = await addKept();
    const away = () => Promise.reject(new GatehouseError('store_unavailable'));
    for (const broken of [
      { mails: { ...on.database.mails, removeOf: away } },
      { tokens: { ...on.database.tokens, dropOf: away } },
      { sessions: { ...on.database.sessions, dropEndedOf: away } },
      { users: { ...on.database.users, remove: away } },
    ]) {
      expect(await codeOf(eraseAccount({ ...depsOf(on.database), ...broken }, ada))).toBe(
        'store_unavailable',
      );
      expect(await on.database.users.findById(ada.id)).toEqual(ada);
    }
    await eraseAccount(depsOf(on.database), ada);
    expect(await keptOf(on.database, ada.id)).toBe(0);
  });

  test('again takes what was written meanwhile, although the account is gone', async () => {
    const ada = await addKept();
    await eraseAccount(depsOf(on.database), ada);
    await keepBeside(on.database, ada.id);
    const deps = depsOf(on.database);
    expect(await eraseAccount(deps, ada)).toBe(false);
    expect(await keptOf(on.database, ada.id)).toBe(0);
    expect(deps.taken()).toEqual([]);
  });

  test('forty times at once is done once', async () => {
    const ada = await addKept();
    const deps = depsOf(on.database);
    const done = await Promise.all(Array.from({ length: 40 }, () => eraseAccount(deps, { id: ada.id })));
    expect(done.filter(Boolean)).toHaveLength(1);
    expect(deps.taken().filter(({ event }) => event === 'account_removed')).toHaveLength(1);
  });

  test('takes a registration that waits, by its email in any letter case', async () => {
    const id = await register(on.database, 'grace@example.com');
    await keepBeside(on.database, id);
    const deps = depsOf(on.database);
    expect(await eraseWaiting(deps, 'Grace@Example.com')).toBe(true);
    expect(await keptOf(on.database, id)).toBe(0);
    expect(deps.taken()).toMatchObject([{ event: 'account_removed', subject: id }]);
    expect(await eraseWaiting(deps, 'grace@example.com')).toBe(false);
  });
});
