import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { addUser, codeOf, describeOnStores, depsOf, mailsOf, registrationOf } from '../testing.ts';
import { refuseRegistration, register } from './register.ts';

describeOnStores('registering', (on) => {
  test('keeps a hash and no password, the email in lower case, and the role of a user', async () => {
    const email = `Ada.${randomUUID()}@Example.com`;
    const { id } = await addUser(on, email);
    const account = await on.store.database.users.findById(id);
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
    const codes = await Promise.all(Array.from({ length: 20 }, () => codeOf(addUser(on, email))));
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(codes.filter((code) => code === 'email_taken')).toHaveLength(19);
  });

  test('has a link mailed to the address where there is mail, and none where there is not', async () => {
    const email = `Ada.${randomUUID()}@example.com`;
    const { id } = await register(depsOf(on), registrationOf(email));
    const cause = { why: 'registered', email: email.toLowerCase() };
    expect(await mailsOf(on, id)).toEqual([{ kind: 'verify_email', cause }]);
    expect(await mailsOf(on, on.ada.id)).toEqual([]);
  });

  test('writes the row of the mail before the account', async () => {
    const email = `${randomUUID()}@example.com`;
    const deps = depsOf(on);
    const users = { insert: () => Promise.reject(new Error('away')) };
    const id = randomUUID();
    await expect(register({ ...deps, users, newId: () => id }, registrationOf(email))).rejects.toThrow(
      'away',
    );
    expect(await mailsOf(on, id)).toHaveLength(1);
  });

  test('refuses a password that breaks a rule before it hashes anything', async () => {
    const unused = { hash: () => Promise.reject(new Error('hashed')) };
    const input = {
      firstName: 'A',
      lastName: 'B',
      email: 'a@example.com',
      password: 'too short',
      address: '',
    };
    expect(await codeOf(register({ ...depsOf(on), passwords: unused }, input))).toBe('validation_failed');
  });
});

test('while registration is closed, everyone is refused', () => {
  expect(refuseRegistration).toThrow('forbidden');
});
