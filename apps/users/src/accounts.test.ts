import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { User } from '@gatehouse/db';
import { storesUnderTest, type StoreUnderTest } from '@gatehouse/db/testing';
import { createPasswordHasher } from '@gatehouse/hashing';
import type { Principal } from '@gatehouse/http/principal';
import { getUser } from './get/get.ts';
import { listUsers } from './list/list.ts';
import { register } from './register/register.ts';
import { removeUser } from './remove/remove.ts';
import { updateUser } from './update/update.ts';

const START = new Date('2026-03-01T12:00:00.000Z');
const passwords = createPasswordHasher({ memoryKiB: 8, passes: 1, lanes: 1 });
const later = (seconds: number): Date => new Date(START.getTime() + seconds * 1000);

const codeOf = async (act: Promise<unknown>): Promise<string | undefined> => {
  try {
    await act;
    return undefined;
  } catch (error) {
    return (error as { readonly code?: string }).code;
  }
};

describe.each(storesUnderTest('accounts'))('on $name', ({ open }) => {
  let store: StoreUnderTest;
  let ada: User;
  let eve: User;
  let root: User;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store?.remove());

  const deps = (now = START) => ({
    ...store.database,
    passwords,
    passwordMinLength: 15,
    reauthenticationSeconds: 900,
    newId: () => randomUUID(),
    now: () => now,
  });
  const add = (email = `${randomUUID()}@example.com`, given = deps()) =>
    register(given, {
      firstName: 'Ada',
      lastName: 'Lovelace',
      email,
      password: 'correct horse battery staple',
    });
  const as = (user: User): Principal => ({
    subject: user.id,
    roles: user.roles,
    sessionId: 'sid',
    expiresAt: later(300),
    authenticatedAt: START,
  });
  beforeEach(async () => {
    [ada, eve, root] = [await add(), await add(), await add()];
    root = (await store.database.users.setRole(root.id, 'admin', true, START))!;
  });

  describe('registering', () => {
    test('keeps a hash and no password, the email in lower case, and the role of a user', async () => {
      const email = `Ada.${randomUUID()}@Example.com`;
      const { id } = await add(email);
      const account = await store.database.users.findById(id);
      expect(account).toMatchObject({
        email: email.toLowerCase(),
        roles: ['user'],
        epoch: 0,
        disabled: false,
      });
      expect(account?.passwordHash).toMatch(/^\$argon2id\$v=19\$/);
      expect(JSON.stringify(account)).not.toContain('battery');
    });

    test('of one email twenty times at once makes one account', async () => {
      const email = `${randomUUID()}@example.com`;
      const codes = await Promise.all(Array.from({ length: 20 }, () => codeOf(add(email))));
      expect(codes.filter((code) => code === undefined)).toHaveLength(1);
      expect(codes.filter((code) => code === 'email_taken')).toHaveLength(19);
    });

    test('refuses a password that breaks a rule before it hashes anything', async () => {
      const unused = { hash: () => Promise.reject(new Error('hashed')) };
      const input = { firstName: 'A', lastName: 'B', email: 'a@example.com', password: 'too short' };
      expect(await codeOf(register({ ...deps(), passwords: unused }, input))).toBe('validation_failed');
    });
  });

  describe('reading', () => {
    test.each([
      ['oneself', () => as(ada), () => ada.id, undefined],
      ['another as a user', () => as(eve), () => ada.id, 'forbidden'],
      ['nobody as a user', () => as(eve), () => 'nobody', 'forbidden'],
      ['another as an admin', () => as(root), () => ada.id, undefined],
      ['nobody as an admin', () => as(root), () => 'nobody', 'not_found'],
    ])('%s', async (_whom, principal, id, code) => {
      expect(await codeOf(getUser(deps(), { principal: principal(), id: id() }))).toBe(code);
    });

    test('asks the store for the role, not the token', async () => {
      const claimed = { ...as(eve), roles: ['user', 'admin'] };
      expect(await codeOf(getUser(deps(), { principal: claimed, id: ada.id }))).toBe('forbidden');
      expect(await codeOf(listUsers(deps(), { principal: claimed, limit: 1, after: null }))).toBe(
        'forbidden',
      );
    });
  });

  test.each([
    ['gone', (id: string) => store.database.users.remove(id)],
    ['disabled', (id: string) => store.database.users.setDisabled(id, true, START)],
  ])('a caller who is %s is not authorized to anything, as an admin neither', async (_how, end) => {
    await end(root.id);
    const principal = as(root);
    const codes = [
      await codeOf(getUser(deps(), { principal, id: root.id })),
      await codeOf(getUser(deps(), { principal, id: ada.id })),
      await codeOf(listUsers(deps(), { principal, limit: 1, after: null })),
      await codeOf(updateUser(deps(), { principal, id: ada.id, change: { firstName: 'X' } })),
      await codeOf(removeUser(deps(), { principal, id: ada.id })),
    ];
    expect(new Set(codes)).toEqual(new Set(['unauthorized']));
    expect(await store.database.users.findById(ada.id)).toMatchObject({ firstName: 'Ada' });
  });

  describe('changing', () => {
    const change = (principal: Principal, id: string, given: object, now = START) =>
      updateUser(deps(now), { principal, id, change: given });

    test('a name is for oneself and admins, at any time', async () => {
      expect(await change(as(ada), ada.id, { firstName: 'Augusta' }, later(5000))).toMatchObject({
        firstName: 'Augusta',
        updatedAt: later(5000),
      });
      expect(await codeOf(change(as(root), ada.id, { lastName: 'King' }))).toBeUndefined();
      expect(await codeOf(change(as(eve), ada.id, { lastName: 'Eve' }))).toBe('forbidden');
      expect(await codeOf(change(as(root), 'nobody', { lastName: 'X' }))).toBe('not_found');
    });

    test('an email is for oneself alone, and soon after the login', async () => {
      const email = `${randomUUID()}@example.com`;
      expect(await codeOf(change(as(root), ada.id, { email }))).toBe('forbidden');
      expect(await codeOf(change(as(ada), ada.id, { email }, later(901)))).toBe('reauthentication_required');
      expect(await codeOf(change(as(ada), ada.id, { email: eve.email }))).toBe('email_taken');
      expect(await change(as(ada), ada.id, { email }, later(900))).toMatchObject({
        email,
        emailVerified: false,
      });
    });
  });

  describe('removing', () => {
    const remove = (principal: Principal, id: string, now = START) =>
      removeUser(deps(now), { principal, id });

    test('is for oneself and admins, soon after the login', async () => {
      expect(await codeOf(remove(as(eve), ada.id))).toBe('forbidden');
      expect(await codeOf(remove(as(ada), ada.id, later(901)))).toBe('reauthentication_required');
      expect(await codeOf(remove(as(ada), ada.id))).toBeUndefined();
      expect(await codeOf(remove(as(ada), ada.id))).toBe('unauthorized');
      expect(await codeOf(remove(as(root), ada.id))).toBe('not_found');
      expect(await codeOf(remove(as(root), eve.id))).toBeUndefined();
    });

    test('is done when the account is gone, although sweeping up its sessions fails', async () => {
      const sessions = { dropEndedOf: () => Promise.reject(new Error('away')) };
      await removeUser({ ...deps(), sessions }, { principal: as(ada), id: ada.id });
      expect(await store.database.users.findById(ada.id)).toBeNull();
    });
  });

  test('a page tells whether there is another one', async () => {
    const principal = as(root);
    let after: Awaited<ReturnType<typeof listUsers>>['next'] = null;
    const seen: string[] = [];
    do {
      const page = await listUsers(deps(), { principal, limit: 2, after });
      seen.push(...page.items.map(({ id }) => id));
      after = page.next;
    } while (after !== null);
    expect(seen).toEqual(expect.arrayContaining([ada.id, eve.id, root.id]));
    expect(new Set(seen).size).toBe(seen.length);
    const exact = await listUsers(deps(), { principal, limit: seen.length, after: null });
    expect(exact.next).toBeNull();
  });
});
