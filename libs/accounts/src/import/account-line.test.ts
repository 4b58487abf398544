import { beforeAll, describe, expect, test } from '@jest/globals';
import { createLineReader, type ReadDraft } from './account-line.ts';
import { NO_PASSWORD } from '../no-password.ts';
import { NOW } from './testing.ts';

const LINE = { email: 'Ada@Example.com', first_name: 'Ada', last_name: 'Lovelace' };
const BCRYPT = '$2b$10$IUAcVDS2RfxlRppckN/b4u1bpFEZk5bI0A3QAzyFVNptGjusq.WlO';

let read: ReadDraft;
beforeAll(async () => {
  read = await createLineReader({ knownRoles: ['admin', 'clerk'], newId: () => 'new-id', now: NOW });
});

describe('a line becomes an account', () => {
  test('like any other, which nobody can sign in to by a password where it has no hash', async () => {
    const { account } = await read(LINE);
    expect(account).toMatchObject({
      ...{ id: 'new-id', email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace', roles: ['user'] },
      ...{ emailVerified: false, disabled: false, createdAt: NOW, passwordHash: NO_PASSWORD, epoch: 0 },
    });
  });

  test('with all that the line says', async () => {
    const said = { id: 'a-1', roles: ['clerk'], email_verified: true, disabled: true, password_hash: BCRYPT };
    const { account } = await read({ ...LINE, ...said, created_at: '2020-02-29T23:59:59.123456+02:00' });
    expect(account).toMatchObject({
      ...{ id: 'a-1', roles: ['user', 'clerk'], emailVerified: true, disabled: true, passwordHash: BCRYPT },
      ...{ createdAt: new Date('2020-02-29T21:59:59.123Z'), updatedAt: new Date('2020-02-29T21:59:59.123Z') },
    });
  });
});

describe('a line is refused that', () => {
  test.each([
    ['lacks its email', { email: undefined }, 'email', 'is required'],
    ['lacks a name', { last_name: undefined }, 'last_name', 'is required'],
    ['has an email that is none', { email: 'ada' }, 'email', 'must be a valid email'],
    ['has an email with a line feed', { email: 'ada@example.com\n' }, 'email', 'must be a valid email'],
    [
      'has an email that is too long',
      { email: `${'a'.repeat(250)}@example.com` },
      'email',
      'must have at most 254 characters',
    ],
    ['has a name of blanks', { first_name: ' ' }, 'first_name', /^must be visible text/],
    ['has a control character in a name', { first_name: 'A\u0007da' }, 'first_name', /^must be visible text/],
    ['has a change of direction in a name', { last_name: 'A\u202eda' }, 'last_name', /^must be visible text/],
    ['has a name that is no text', { first_name: 7 }, 'first_name', 'must be of type string'],
    ['has a null', { id: null }, 'id', 'must be of type string'],
    ['has an id of another form', { id: 'auth0|1' }, 'id', /^must be an id of 1 to 64/],
    ['has a flag in a text', { disabled: 'false' }, 'disabled', 'must be of type boolean'],
    ['has a member that is not known', { is_admin: true }, 'is_admin', 'is not known here'],
    [
      'has a role that nobody knows',
      { roles: ['user', 'boss'] },
      'roles',
      'has a role that no access table names',
    ],
    ['has a role of another form', { roles: ['Clerk'] }, 'roles', /^must be a name of at most 64/],
    ['has a role twice', { roles: ['clerk', 'clerk'] }, 'roles', 'must not have a role twice'],
    ['has too many roles', { roles: Array(33).fill('clerk') }, 'roles', 'does not fit'],
    ['has a time that is none', { created_at: 'yesterday' }, 'created_at', 'must be a valid date-time'],
    [
      'has a day that is none',
      { created_at: '2021-02-29T00:00:00Z' },
      'created_at',
      'must be a valid date-time',
    ],
    [
      'lies in the future',
      { created_at: '2026-03-01T12:00:00.001Z' },
      'created_at',
      'must lie between 1970 and now',
    ],
    [
      'lies before 1970',
      { created_at: '1969-12-31T23:59:59Z' },
      'created_at',
      'must lie between 1970 and now',
    ],
    [
      'has a password for a hash',
      { password_hash: 'hunter2' },
      'password_hash',
      'is of no form that is known here',
    ],
    [
      'has a hash of another form',
      { password_hash: '$1$somesalt$N4ZUE4yl2p6xOAsXhx6nG1' },
      'password_hash',
      'is of no form that is known here',
    ],
    [
      'has a hash that is cut off',
      { password_hash: BCRYPT.slice(0, -1) },
      'password_hash',
      'is of no form that is known here',
    ],
    [
      'has a hash that is too dear',
      { password_hash: BCRYPT.replace('$10$', '$31$') },
      'password_hash',
      'the cost of the password hash is not supported',
    ],
    [
      'has the mark of no password',
      { password_hash: NO_PASSWORD },
      'password_hash',
      'is of no form that is known here',
    ],
  ])('%s, by member and rule', async (_what, members, field, rule) => {
    const fault: unknown = await read({ ...LINE, ...members }).catch((error: unknown) => error);
    expect(fault).toMatchObject({ name: 'LineFault', field, rule: expect.stringMatching(rule) });
    expect(JSON.stringify(fault) + String(fault)).not.toMatch(/hunter2|somesalt|IUAcVDS2/);
  });
});
