// The half of the contract that accounts are held to.
import { describe, expect, test } from '@jest/globals';
import { GatehouseError } from '@gatehouse/errors';
import type { Account, UserStore } from '../ports.ts';
import { NOW, at, randomId, sampleAccount } from './samples.ts';
import type { OpenSubject } from './subject.ts';
import { atOnce, countTrue, useMigrated } from './subject.ts';

export const describeUserStore = (open: OpenSubject): void => {
  const subject = useMigrated(open);
  const users = (): UserStore => subject().database.users;
  const inserted = async (fields: Partial<Account> = {}): Promise<Account> => {
    const account = sampleAccount(fields);
    await users().insert(account);
    return account;
  };

  describe('insert and find', () => {
    test('an inserted account is found by its id and by its email, field for field', async () => {
      const account = await inserted({
        emailVerified: true,
        roles: ['user', 'admin'],
        disabled: true,
        epoch: 7,
      });
      expect(await users().findById(account.id)).toEqual(account);
      expect(await users().findByEmail(account.email)).toEqual(account);
    });

    test('an account that is not there is null', async () => {
      expect(await users().findById(randomId())).toBeNull();
      expect(await users().findByEmail('nobody@example.com')).toBeNull();
    });

    test('times keep their milliseconds', async () => {
      const { id } = await inserted({
        createdAt: new Date(4102444800001),
        updatedAt: new Date(4102444800999),
      });
      const found = await users().findById(id);
      expect(found?.createdAt.getTime()).toBe(4102444800001);
      expect(found?.updatedAt.getTime()).toBe(4102444800999);
    });

    test.each(AWKWARD_TEXTS)('text stays what it was: %j', async (text) => {
      const account = await inserted({
        firstName: text,
        lastName: text,
        email: `${randomId()}${text}@example.com`,
      });
      expect(await users().findByEmail(account.email)).toEqual(account);
      const renamed = await users().update(
        account.id,
        { firstName: `${text}!`, email: `${account.id}${text}` },
        NOW,
      );
      expect(renamed).toMatchObject({ firstName: `${text}!`, lastName: text, email: `${account.id}${text}` });
      expect(await users().findById(account.id)).toEqual(renamed);
    });

    test.each(NO_STRINGS)('a value that is no string reaches no query: %j', async (value) => {
      await inserted();
      const id = value as unknown as string;
      await expect(users().findByEmail(id)).rejects.toThrow(TypeError);
      await expect(users().findById(id)).rejects.toThrow(TypeError);
      await expect(users().remove(id)).rejects.toThrow(TypeError);
      await expect(users().raiseEpoch(id)).rejects.toThrow(TypeError);
      await expect(users().insert(sampleAccount({ email: id }))).rejects.toThrow(TypeError);
      await expect(users().update(id, { lastName: 'x' }, NOW)).rejects.toThrow(TypeError);
      await expect(users().list({ limit: 1, after: { createdAt: NOW, id } })).rejects.toThrow(TypeError);
    });
  });

  describe('one account per email', () => {
    test('a second account with the email is refused and leaves nothing', async () => {
      const { email } = await inserted();
      const second = sampleAccount({ email });
      await expect(users().insert(second)).rejects.toMatchObject({ code: 'email_taken' });
      expect(await users().findById(second.id)).toBeNull();
    });

    test('of 20 inserts at once with one email, one wins', async () => {
      const email = `${randomId()}@example.com`;
      const won = await atOnce(20, () => insertWins(users(), email));
      expect(countTrue(won)).toBe(1);
    });

    test('an id that is there already is a fault of ours, not a taken email', async () => {
      const { id } = await inserted();
      const again = users().insert(sampleAccount({ id }));
      const error: unknown = await again.catch((reason: unknown) => reason);
      expect(error).toBeDefined();
      expect(error).not.toBeInstanceOf(GatehouseError);
    });

    test('an email is free again when its account is gone', async () => {
      const { id, email } = await inserted();
      await users().remove(id);
      await expect(users().insert(sampleAccount({ email }))).resolves.toBeUndefined();
    });
  });

  describe('update', () => {
    test.each([{ $ne: null }, 5, null])(
      'a change to what is no string reaches no query: %j',
      async (value) => {
        const account = await inserted();
        for (const field of ['firstName', 'lastName', 'email']) {
          await expect(users().update(account.id, { [field]: value }, NOW)).rejects.toThrow(TypeError);
        }
        expect(await users().findById(account.id)).toEqual(account);
      },
    );

    test('changes what is named and the time, and nothing else', async () => {
      const account = await inserted();
      const updated = await users().update(account.id, { firstName: 'Augusta' }, at(5));
      expect(updated).toEqual({ ...account, firstName: 'Augusta', updatedAt: at(5) });
      expect(await users().findById(account.id)).toEqual(updated);
    });

    test('a new email is unverified, the stored one stays verified', async () => {
      const account = await inserted({ emailVerified: true });
      const same = await users().update(account.id, { email: account.email }, at(1));
      expect(same).toMatchObject({ email: account.email, emailVerified: true });
      const email = `${randomId()}@example.com`;
      expect(await users().update(account.id, { email }, at(2))).toMatchObject({
        email,
        emailVerified: false,
      });
      expect(await users().findByEmail(account.email)).toBeNull();
    });

    test("another account's email is refused and nothing is changed", async () => {
      const [first, second] = [await inserted(), await inserted()];
      const change = { firstName: 'Eve', email: first.email };
      await expect(users().update(second.id, change, at(1))).rejects.toMatchObject({ code: 'email_taken' });
      expect(await users().findById(second.id)).toEqual(second);
    });

    test('of 10 accounts that take one email at once, one wins', async () => {
      const email = `${randomId()}@example.com`;
      const accounts = await atOnce(10, () => inserted());
      const won = await Promise.all(
        accounts.map(({ id }) =>
          winsEmail(
            users()
              .update(id, { email }, at(1))
              .then(() => undefined),
          ),
        ),
      );
      expect(countTrue(won)).toBe(1);
    });
  });

  describe('password and epoch', () => {
    test('a hash is replaced only while it is the one that was verified', async () => {
      const { id, passwordHash } = await inserted();
      expect(await users().rehash(id, { from: passwordHash, to: 'stronger' })).toBe(true);
      expect(await users().rehash(id, { from: passwordHash, to: 'late' })).toBe(false);
      expect(await users().findById(id)).toMatchObject({
        passwordHash: 'stronger',
        epoch: 0,
        updatedAt: NOW,
      });
    });

    test('a new password raises the epoch in the same write', async () => {
      const account = await inserted({ epoch: 3 });
      const change = { epoch: 3, passwordHash: 'new', now: at(9) };
      expect(await users().changePassword(account.id, change)).toBe(true);
      const expected = {
        ...account,
        passwordHash: 'new',
        epoch: 4,
        credentialGeneration: 1,
        updatedAt: at(9),
      };
      expect(await users().findById(account.id)).toEqual(expected);
    });

    test('a password change that read an older epoch changes nothing', async () => {
      const account = await inserted({ epoch: 3 });
      const change = { epoch: 2, passwordHash: 'new', now: at(9) };
      expect(await users().changePassword(account.id, change)).toBe(false);
      expect(await users().findById(account.id)).toEqual(account);
    });

    test('of 20 password changes at once from one epoch, one wins', async () => {
      const { id } = await inserted();
      const won = await atOnce(20, (index) =>
        users().changePassword(id, { epoch: 0, passwordHash: `hash ${index}`, now: NOW }),
      );
      expect(countTrue(won)).toBe(1);
      expect(await users().findById(id)).toMatchObject({
        epoch: 1,
        passwordHash: `hash ${won.indexOf(true)}`,
      });
    });

    test('20 raises at once raise the epoch by 20 and change nothing else', async () => {
      const account = await inserted();
      await atOnce(20, () => users().raiseEpoch(account.id));
      expect(await users().raiseEpoch(account.id)).toEqual({ ...account, epoch: 21 });
    });
  });

  describe('roles and disabling', () => {
    test('a role is held once, however often it is given', async () => {
      const { id } = await inserted();
      await users().setRole(id, 'admin', true, at(1));
      expect((await users().setRole(id, 'admin', true, at(2)))?.roles).toEqual(['user', 'admin']);
      expect((await users().setRole(id, 'user', true, at(3)))?.roles).toEqual(['user', 'admin']);
    });

    test('a role that is taken is gone, and taking it again changes no role', async () => {
      const account = await inserted({ roles: ['user', 'admin'] });
      await users().setRole(account.id, 'user', false, at(1));
      const left = await users().setRole(account.id, 'user', false, at(2));
      expect(left).toEqual({ ...account, roles: ['admin'], updatedAt: at(2) });
      expect((await users().setRole(account.id, 'admin', false, at(3)))?.roles).toEqual([]);
    });

    test('roles given at once are all held', async () => {
      const { id } = await inserted({ roles: [] });
      await Promise.all([users().setRole(id, 'user', true, NOW), users().setRole(id, 'admin', true, NOW)]);
      expect([...((await users().findById(id))?.roles ?? [])].sort()).toEqual(['admin', 'user']);
    });

    test('disabling raises the epoch in the same write, enabling leaves it', async () => {
      const account = await inserted();
      const disabled = await users().setDisabled(account.id, true, at(1));
      expect(disabled).toEqual({ ...account, disabled: true, epoch: 1, updatedAt: at(1) });
      const enabled = await users().setDisabled(account.id, false, at(2));
      expect(enabled).toEqual({ ...account, disabled: false, epoch: 1, updatedAt: at(2) });
    });
  });

  describe('accounts that are not there', () => {
    test('no method makes one, and each says so', async () => {
      const id = randomId();
      expect(await users().update(id, { firstName: 'Nobody' }, NOW)).toBeNull();
      expect(await users().rehash(id, { from: 'a', to: 'b' })).toBe(false);
      expect(await users().changePassword(id, { epoch: 0, passwordHash: 'a', now: NOW })).toBe(false);
      expect(await users().raiseEpoch(id)).toBeNull();
      expect(await users().setRole(id, 'admin', true, NOW)).toBeNull();
      expect(await users().setRole(id, 'admin', false, NOW)).toBeNull();
      expect(await users().setDisabled(id, true, NOW)).toBeNull();
      expect(await users().remove(id)).toBe(false);
      expect(await users().findById(id)).toBeNull();
    });

    test('a removed account is gone; of 10 removals at once, one did it', async () => {
      const { id } = await inserted();
      expect(countTrue(await atOnce(10, () => users().remove(id)))).toBe(1);
      expect(await users().findById(id)).toBeNull();
    });
  });
};

/** The list needs a store of its own, since it sees every account. */
export const describeUserList = (open: OpenSubject): void => {
  const subject = useMigrated(open);

  test('an empty store has an empty list', async () => {
    expect(await subject().database.users.list({ limit: 10, after: null })).toEqual([]);
  });

  test('pages walk through all accounts, oldest first, equal times by id, each once', async () => {
    const { users } = subject().database;
    const times = [3, 1, 2, 2, 2, 2, 5, 4];
    const accounts = times.map((seconds, index) =>
      sampleAccount({ id: `id-${9 - index}`, createdAt: at(seconds) }),
    );
    for (const account of accounts) await users.insert(account);
    const walked = await walk(users, 3);
    expect(walked).toEqual(
      accounts.toSorted((a, b) => +a.createdAt - +b.createdAt || (a.id < b.id ? -1 : 1)),
    );
  });

  test('a page starts behind its position, also when that account is gone meanwhile', async () => {
    const { users } = subject().database;
    const [first, second, third] = await users.list({ limit: 3, after: null });
    if (!first || !second || !third) throw new Error('The list has fewer accounts than the test before made');
    await users.remove(second.id);
    expect(await users.list({ limit: 1, after: second })).toEqual([third]);
  });
};

const walk = async (users: UserStore, limit: number): Promise<Account[]> => {
  const seen: Account[] = [];
  for (;;) {
    const page = await users.list({ limit, after: seen.at(-1) ?? null });
    expect(page.length).toBeLessThanOrEqual(limit);
    seen.push(...page);
    if (page.length < limit) return seen;
  }
};

const insertWins = (users: UserStore, email: string): Promise<boolean> =>
  winsEmail(users.insert(sampleAccount({ email })));

/** True when the write went through, false when the email was taken; any other failure is thrown. */
const winsEmail = async (write: Promise<void>): Promise<boolean> => {
  try {
    await write;
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'email_taken' });
    return false;
  }
};

const AWKWARD_TEXTS = [
  'Zoë Åström',
  '李小龍',
  '👩‍👩‍👧‍👦',
  'e\u0301 is not é',
  "O'Brien",
  '"; DROP TABLE users; --',
  "' OR '1'='1",
  '$email',
  '$$ROOT',
  '{"$ne": null}',
  'a.b.$[].c',
  '%_\\',
  ' spaces stay ',
];

const NO_STRINGS = [{ $ne: null }, { $gt: '' }, ['a'], 5, null, undefined, true];
