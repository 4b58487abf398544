// The decisions on links by themselves; what they mean for the stores is tried where links are used (apps/auth).
import { describe, expect, test } from '@jest/globals';
import { newAccount, type Account, type OneTimeToken, type WaitingRegistration } from '@gatehouse/db';
import { confirmationOf, resetOf, stillWaiting } from './index.ts';

const now = new Date('2026-03-01T12:00:00.000Z');
const later = (ms: number): Date => new Date(now.getTime() + ms);
const name = { firstName: 'Ada', lastName: 'Lovelace' };
const email = 'ada@example.com';

const begun = newAccount({ id: 'a-1', ...name, email, passwordHash: 'h', now });
const account: Account = { ...begun, pendingEmail: 'new@example.com', pendingId: 'p-1' };
const registration: WaitingRegistration = {
  ...{ id: 'a-1', email, ...name, passwordHash: 'h', createdAt: now, expiresAt: later(1000) },
};
const token = (kind: OneTimeToken['kind'], binding: string): OneTimeToken => ({
  ...{ digest: 'd', kind, accountId: 'a-1', binding, triesLeft: 1, expiresAt: later(500) },
});

describe('a link to confirm', () => {
  const decide = (binding: string, given: Partial<Account> | null, at = now) =>
    confirmationOf(
      token('verify_email', binding),
      { account: given && { ...account, ...given }, registration },
      at,
    )?.confirms ?? null;

  test.each([
    ['the account’s own address', email, {}, 'own'],
    ['an own address that is verified', email, { emailVerified: true }, null],
    ['an address that was its own', 'old@example.com', {}, null],
    ['the pending address', 'pending:p-1', {}, 'pending'],
    ['a pending address of another change', 'pending:p-0', {}, null],
    [
      'a pending address where nothing is pending',
      'pending:null',
      { pendingEmail: null, pendingId: null },
      null,
    ],
    ['a registration', 'waiting', null, 'registration'],
    ['a registration that has its account', 'waiting', {}, null],
    ['an address of an account that is gone', email, null, null],
  ])('%s', (_what, binding, given, expected) => {
    expect(decide(binding, given)).toBe(expected);
  });

  test('ends at its time, and a registration’s with the registration', () => {
    expect([decide(email, {}, later(499)), decide(email, {}, later(500))]).toEqual(['own', null]);
    const long = { ...token('verify_email', 'waiting'), expiresAt: later(5000) };
    const at = (ms: number) => confirmationOf(long, { account: null, registration }, later(ms));
    expect([at(999)?.confirms, at(1000)]).toEqual(['registration', null]);
  });
});

describe('a link to reset', () => {
  const decide = (binding: string, generation: number | null, at = now) =>
    resetOf(
      token('reset_password', binding),
      {
        account: generation === null ? null : { ...account, credentialGeneration: generation },
        registration,
      },
      at,
    )?.resets ?? null;

  test.each([
    ['the password and email that it was made for', '3', 3, 'account'],
    ['what came after it', '3', 4, null],
    ['a registration', 'waiting', null, 'registration'],
    ['the account that the registration has become', 'waiting', 0, 'account'],
    ['that account once its password or email has changed', 'waiting', 1, null],
    ['an account that is gone', '3', null, null],
  ])('%s', (_what, binding, generation, expected) => {
    expect(decide(binding, generation)).toBe(expected);
  });

  test('ends at its time', () => {
    expect([decide('3', 3, later(499)), decide('3', 3, later(500))]).toEqual(['account', null]);
  });
});

test('a link of another kind is none, and neither is no link', () => {
  const addressee = { account: null, registration };
  expect(confirmationOf(token('reset_password', 'waiting'), addressee, now)).toBeNull();
  expect(resetOf(token('verify_email', 'waiting'), addressee, now)).toBeNull();
  expect([confirmationOf(null, addressee, now), resetOf(null, addressee, now)]).toEqual([null, null]);
});

test('a registration waits until its time is over', () => {
  expect(stillWaiting(registration, later(999))).toBe(registration);
  expect([stillWaiting(registration, later(1000)), stillWaiting(null, now)]).toEqual([null, null]);
});
