// Every link once: what each of them is answered when it is used again, at once, late, after what voids it, or as what it is not.
import { describe, expect, test } from '@jest/globals';
import { addAccount, codeOf, NEW_PASSWORD, PASSWORD } from './testing.ts';
import { addPending, addWaiting } from './testing-links.ts';
import { describeLinksOnStores, type OnStoreWithLinks } from './testing-links-on-stores.ts';

/** A link to somebody, and its use. */
interface Prepared {
  readonly token: string;
  /** The id of the account, there or to be. */
  readonly id: string;
  readonly use: (token: string) => Promise<void>;
}

interface LinkCase {
  readonly name: string;
  readonly seconds: number;
  readonly prepare: (on: OnStoreWithLinks) => Promise<Prepared>;
  /** What voids it, beside its use. */
  readonly voids: Readonly<Record<string, (on: OnStoreWithLinks, id: string) => Promise<unknown>>>;
}

const DAY = 86_400;

const changeOfEmail = async ({ store, act }: OnStoreWithLinks, id: string): Promise<void> => {
  const { users } = store.database;
  await users.setPendingEmail(id, { id: 'p-9', email: `new.${id}@example.com` }, act.clock.now);
  await users.confirmPendingEmail(id, { pendingId: 'p-9', now: act.clock.now });
};

const changeOfPassword = async ({ store, act }: OnStoreWithLinks, id: string): Promise<void> => {
  const { passwordHash, epoch } = (await store.database.users.findById(id))!;
  await store.database.users.changePassword(id, { epoch, passwordHash, now: act.clock.now });
};

const removal = ({ store }: OnStoreWithLinks, id: string) => store.database.users.remove(id);

const CASES: readonly LinkCase[] = [
  {
    name: 'the link of an account’s own address',
    seconds: DAY,
    prepare: async ({ account, links }) => {
      return { token: await links.ownLink(account), id: account.id, use: (token) => links.verify(token) };
    },
    voids: { 'a change of email': changeOfEmail, 'the end of the account': removal },
  },
  {
    name: 'the link of a pending address',
    seconds: DAY,
    prepare: async ({ store, account, links }) => {
      const pending = await addPending(store.database, account);
      const token = await links.pendingLink(account.id, pending.id);
      return { token, id: account.id, use: (text) => links.verify(text) };
    },
    voids: {
      'another change of email that is asked for': ({ store, act }, id) =>
        store.database.users.setPendingEmail(id, { id: 'p-8', email: 'b@example.com' }, act.clock.now),
      'a change of email that is taken back': ({ store, act }, id) =>
        store.database.users.setPendingEmail(id, null, act.clock.now),
      'the end of all sessions': ({ store }, id) => store.database.users.raiseEpoch(id),
      'a change of password': changeOfPassword,
      'the end of the account': removal,
    },
  },
  {
    name: 'the link of a registration',
    seconds: DAY,
    prepare: async ({ store, act, links }) => {
      const waiting = await addWaiting(store.database, act);
      return {
        token: await links.waitingLink(waiting),
        id: waiting.id,
        use: (token) => links.verify(token),
      };
    },
    voids: { 'the end of the registration': ({ store }, id) => store.database.registrations.remove(id) },
  },
  {
    name: 'the link of a reset',
    seconds: 1800,
    prepare: async ({ account, links }) => {
      return { token: await links.resetLink(account), id: account.id, use: (token) => links.reset(token) };
    },
    voids: {
      'a change of password': changeOfPassword,
      'a change of email': changeOfEmail,
      'the end of the account': removal,
    },
  },
  {
    name: 'the link of a reset of a registration',
    seconds: 1800,
    prepare: async ({ store, act, links }) => {
      const waiting = await addWaiting(store.database, act);
      const token = await links.waitingResetLink(waiting);
      return { token, id: waiting.id, use: (text) => links.reset(text) };
    },
    voids: { 'the end of the registration': ({ store }, id) => store.database.registrations.remove(id) },
  },
];

describeLinksOnStores('one-time links', (on) => {
  const stateOf = async (id: string) => {
    const { users, registrations } = on.store.database;
    return [await users.findById(id), await registrations.findById(id)];
  };

  /** The refusal of the contract, and nothing changed. */
  const expectRefused = async ({ id, use }: Prepared, token: string): Promise<void> => {
    const before = await stateOf(id);
    expect(await codeOf(use(token))).toBe('invalid_grant');
    expect(await stateOf(id)).toEqual(before);
  };

  describe.each(CASES)('$name', ({ prepare, seconds, voids }) => {
    test('counts once', async () => {
      const prepared = await prepare(on);
      await prepared.use(prepared.token);
      await expectRefused(prepared, prepared.token);
    });

    test('counts once of forty times at once', async () => {
      const prepared = await prepare(on);
      const codes = await Promise.all(Array.from({ length: 40 }, () => codeOf(prepared.use(prepared.token))));
      expect(codes.filter((code) => code === undefined)).toHaveLength(1);
      expect(codes.filter((code) => code === 'invalid_grant')).toHaveLength(39);
      await expectRefused(prepared, prepared.token);
    });

    test('ends with its time', async () => {
      const prepared = await prepare(on);
      const late = await prepare({ ...on, account: await addAccount(on.store.database) });
      on.act.pass(seconds - 1);
      await prepared.use(prepared.token);
      on.act.pass(1);
      await expectRefused(late, late.token);
    });

    test.each(Object.entries(voids))('is void after %s', async (_what, act) => {
      const prepared = await prepare(on);
      await act(on, prepared.id);
      await expectRefused(prepared, prepared.token);
    });

    test.each([
      ['truncated', (token: string) => token.slice(0, -1)],
      ['with a letter more', (token: string) => `${token}A`],
      ['with blanks around', (token: string) => ` ${token} `],
      ['in another letter case', (token: string) => token.toUpperCase()],
      ['empty', () => ''],
    ])('is none %s', async (_how, change) => {
      const prepared = await prepare(on);
      await expectRefused(prepared, change(prepared.token));
      await prepared.use(prepared.token);
    });
  });

  test('a link of one kind is none of the other', async () => {
    const { ownLink, resetLink, verify, reset } = on.links;
    expect(await codeOf(reset(await ownLink(on.account)))).toBe('invalid_grant');
    expect(await codeOf(verify(await resetLink(on.account)))).toBe('invalid_grant');
  });

  test('a link does nothing with the password of another account', async () => {
    const { users } = on.store.database;
    const other = await addAccount(on.store.database);
    const passwordHash = await on.act.deps.passwords.hash(NEW_PASSWORD);
    await users.changePassword(other.id, { epoch: 0, passwordHash, now: on.act.clock.now });
    const token = await on.links.ownLink((await users.findById(other.id))!);
    expect(await codeOf(on.links.verify(token, PASSWORD))).toBe('invalid_credentials');
    for (const { id } of [on.account, other]) expect((await users.findById(id))!.emailVerified).toBe(false);
  });

  test('a change of password leaves the link of the account’s own address good', async () => {
    const token = await on.links.ownLink(on.account);
    await changeOfPassword(on, on.account.id);
    await on.links.verify(token);
  });

  test('a link of a registration whose account was made in a process that died does not make it again', async () => {
    const { registrations, users } = on.store.database;
    const waiting = await addWaiting(on.store.database, on.act);
    const [click, again, late] = [
      await on.links.waitingLink(waiting),
      await on.links.waitingLink(waiting),
      await on.links.waitingResetLink(waiting),
    ];
    await on.links.verify(click);
    await registrations.insert(waiting);
    expect(await codeOf(on.links.verify(again))).toBe('invalid_grant');
    await on.links.reset(late);
    expect((await users.findById(waiting.id))!.credentialGeneration).toBe(1);
  });
});
