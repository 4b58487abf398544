// The checker itself: what it has to find, in lives and stores made for it.
import { expect, test } from '@jest/globals';
import { checkStored, strangersIn } from './check.ts';
import { Journal } from './journal.ts';
import { Life } from './life.ts';
import { Outbox } from './outbox.ts';
import type { Stored } from './stored.ts';

const createLife = (): { readonly life: Life; readonly journal: Journal } => {
  const journal = new Journal();
  const call = () => Promise.resolve(null);
  const outbox = new Outbox('none');
  const life = new Life({ call, asAdmin: call, wasBroken: () => false, journal, outbox }, 'l1');
  life.id = 'id-1';
  life.acknowledged(life.exists, true);
  life.loginsSent = 1;
  life.signedIn({ access_token: 'a', refresh_token: 'r' });
  return { life, journal };
};

const userOf = (life: Life, more = {}) => ({
  ...{ _id: 'id-1', email: life.email.known, firstName: life.firstName.known, roles: ['user'], epoch: 2 },
  ...more,
});

const SESSION = { id: 's-1', accountId: 'id-1', epoch: 2 };

const stored = (users: Stored['users'], sessions: Stored['sessions'] = [SESSION]): Stored => ({
  ...{ users, sessions, mails: [], faults: [], orphans: 0 },
});

const doubtsOn = (make: (life: Life) => Stored): readonly string[] => {
  const { life, journal } = createLife();
  checkStored([life], make(life));
  return journal.doubts.map(({ what }) => what);
};

test('what is stored as it was answered is right', () => {
  expect(doubtsOn((life) => stored([userOf(life)]))).toEqual([]);
});

test.each<[string, (life: Life) => Stored, RegExp]>([
  ['an account that is lost', () => stored([]), /^the account is not stored$/],
  ['one that is there twice', (life) => stored([userOf(life), userOf(life, { _id: 'id-2' })]), /^2 accounts/],
  [
    'a name that was not acknowledged',
    (life) => stored([userOf(life, { firstName: 'Eve' })]),
    /first name is Eve/,
  ],
  ['a role', (life) => stored([userOf(life, { roles: ['user', 'admin'] })]), /roles is user,admin/],
  ['a session that is lost', (life) => stored([userOf(life)], []), /opened last is not stored/],
  [
    'one that was ended by a write that nobody sent',
    (life) => stored([userOf(life, { epoch: 3 })]),
    /opened last is not stored/,
  ],
  ['a login that is doubled', (life) => stored([userOf(life)], [SESSION, SESSION]), /2 sessions of 1 logins/],
  [
    'an account that was erased',
    (life) => {
      life.acknowledged(life.exists, false);
      return stored([userOf(life)]);
    },
    /an erased account is stored/,
  ],
])('%s is doubted', (_, make, doubt) => {
  const doubts = doubtsOn(make);
  expect(doubts[0]).toMatch(doubt);
});

test('what got no answer may be stored or not', () => {
  for (const firstName of ['Ada l1 1', 'Grace'])
    expect(
      doubtsOn((life) => {
        life.unanswered(life.firstName, 'Grace');
        return stored([userOf(life, { firstName })]);
      }),
    ).toEqual([]);
});

test('an account of nobody is told', () => {
  const { life } = createLife();
  const other = { _id: 'id-9', email: 'eve@example.com' };
  expect(strangersIn(stored([userOf(life), other]), [life], [])).toEqual(["the account id-9 is nobody's"]);
  expect(strangersIn(stored([userOf(life), other]), [life], ['eve@example.com'])).toEqual([]);
});
