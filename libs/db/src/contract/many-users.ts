// The part of the contract that many accounts at once are held to.
import { expect, test } from '@jest/globals';
import type { Account, UserStore } from '../ports.ts';
import { randomId, sampleAccount, sampleFactors } from './samples.ts';
import { atOnce, useMigrated, type OpenSubject } from './subject.ts';

export const describeManyUsers = (open: OpenSubject): void => {
  const subject = useMigrated(open);
  const users = (): UserStore => subject().database.users;
  const inserted = async (fields: Partial<Account> = {}): Promise<Account> => {
    const account = sampleAccount(fields);
    await users().insert(account);
    return account;
  };

  test('accounts that are free are inserted, field for field', async () => {
    const many = [
      sampleAccount({ emailVerified: true, roles: ['user', 'admin'], disabled: true, epoch: 7 }),
      sampleAccount({ factors: sampleFactors(), factorsGeneration: 3, firstName: '$name' }),
      sampleAccount(),
    ];
    expect(await users().insertMany(many)).toEqual([null, null, null]);
    expect(await Promise.all(many.map(({ id }) => users().findById(id)))).toEqual(many);
    expect(await Promise.all(many.map(({ email }) => users().findByEmail(email)))).toEqual(many);
  });

  test('one whose email or id is taken is answered with who has it, changes nothing, and hinders no other', async () => {
    const [byEmail, byId] = [await inserted(), await inserted()];
    const many = [
      sampleAccount(),
      sampleAccount({ email: byEmail.email, firstName: 'Other' }),
      sampleAccount({ id: byId.id, firstName: 'Other' }),
      sampleAccount(),
    ];
    expect(await users().insertMany(many)).toEqual([null, byEmail, byId, null]);
    expect(await users().findById(byEmail.id)).toEqual(byEmail);
    expect(await users().findById(byId.id)).toEqual(byId);
    expect(await users().findById(many[1]!.id)).toBeNull();
    expect(await users().findByEmail(many[2]!.email)).toBeNull();
    expect(await users().findById(many[3]!.id)).toEqual(many[3]);
  });

  test('an account that has the id comes before one that has the email', async () => {
    const [byEmail, byId] = [await inserted(), await inserted()];
    const both = sampleAccount({ id: byId.id, email: byEmail.email });
    expect(await users().insertMany([both])).toEqual([byId]);
    expect(await users().findHolders([both])).toEqual([byId]);
  });

  test('asked for holders, it says who stands where, in the order that was asked', async () => {
    const [first, second] = [await inserted(), await inserted()];
    const free = sampleAccount();
    const places = [
      { id: randomId(), email: second.email },
      free,
      { id: first.id, email: 'nobody@example.com' },
      second,
    ];
    expect(await users().findHolders(places)).toEqual([second, null, first, second]);
    expect(await users().findById(free.id)).toBeNull();
  });

  test('none are none', async () => {
    expect(await users().insertMany([])).toEqual([]);
    expect(await users().findHolders([])).toEqual([]);
  });

  test('a thousand at once are a thousand accounts, and twice the same are what is there', async () => {
    const many = Array.from({ length: 1000 }, () => sampleAccount());
    expect((await users().insertMany(many)).every((outcome) => outcome === null)).toBe(true);
    expect(await users().insertMany(many)).toEqual(many);
    expect(await users().findHolders(many)).toEqual(many);
  });

  test('of several who insert the same emails at once, each email goes to one', async () => {
    const emails = Array.from({ length: 20 }, () => `${randomId().toLowerCase()}@example.com`);
    const outcomes = await atOnce(4, () =>
      users().insertMany(emails.map((email) => sampleAccount({ email }))),
    );
    const made = emails.map((_, index) => outcomes.filter((outcome) => outcome[index] === null).length);
    expect(made).toEqual(emails.map(() => 1));
  });

  test.each([7, null, { $ne: null }])('a value that is no string reaches no query: %j', async (value) => {
    const id = value as unknown as string;
    await expect(users().insertMany([sampleAccount({ id })])).rejects.toThrow(TypeError);
    await expect(users().insertMany([sampleAccount({ email: id })])).rejects.toThrow(TypeError);
    await expect(users().findHolders([{ id, email: 'a@b.example' }])).rejects.toThrow(TypeError);
    await expect(users().findHolders([{ id: randomId(), email: id }])).rejects.toThrow(TypeError);
  });
};
