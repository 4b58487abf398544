import { describe, expect, test } from '@jest/globals';
import type { Occasion } from '../rows.ts';
import { at, owner, start, waitingOwner } from '../testing/standing.ts';
import { decide, type MailDecision, type Standing } from './decide.ts';

const NOBODY: Standing = { account: null, waiting: null };
const account = (more: Parameters<typeof owner>[0] = {}): Standing => ({
  account: owner(more),
  waiting: null,
});
const waiting = (more: Parameters<typeof waitingOwner>[0] = {}): Standing => ({
  account: null,
  waiting: waitingOwner(more),
});
const decided = (occasion: Occasion, standing: Standing, ageSeconds = 1): MailDecision =>
  decide(occasion, standing, { createdAt: start, now: at(ageSeconds) });
const act = (...args: Parameters<typeof decided>): string => decided(...args).act;

const DAY = 24 * 3600;
const registered: Occasion = { kind: 'verify_email', cause: { why: 'registered', email: 'ada@example.com' } };
const resend: Occasion = { kind: 'verify_email', cause: { why: 'resend', email: 'ada@example.com' } };
const pending: Occasion = { kind: 'verify_email', cause: { why: 'pending', pendingId: 'p-1' } };
const waits: Occasion = { kind: 'verify_email', cause: { why: 'waiting' } };
const forgot: Occasion = { kind: 'reset_password', cause: { why: 'forgot', credentialGeneration: 3 } };
const asked: Occasion = {
  kind: 'email_changed',
  cause: { why: 'asked', to: 'ada@example.com', pendingId: 'p-1' },
};
const counted: Occasion = {
  kind: 'email_changed',
  cause: { why: 'counted', to: 'ada@example.com', credentialGeneration: 4 },
};
const password: Occasion = { kind: 'password_changed', cause: { credentialGeneration: 4, epoch: 6 } };
const factor: Occasion = { kind: 'second_factor_changed', cause: { factorsGeneration: 3 } };
const exists: Occasion = { kind: 'account_exists', cause: {} };

describe('a link for the own address', () => {
  test('is bound to the address, and good for 24 hours from sending', () => {
    expect(decided(registered, account(), 40)).toEqual({
      act: 'send',
      letter: 'verify_email',
      to: 'ada@example.com',
      name: 'Ada',
      link: { kind: 'verify_email', binding: 'ada@example.com', until: at(40 + DAY), voidsEarlier: false },
    });
  });

  test('voids the links before when it was asked for again', () => {
    expect(decided(resend, account())).toMatchObject({ link: { voidsEarlier: true } });
  });

  test('waits for the account, for a minute', () => {
    expect(act(registered, NOBODY)).toBe('wait');
    expect(act(registered, NOBODY, 60)).toBe('wait');
    expect(act(registered, NOBODY, 61)).toBe('drop');
  });

  test('is not sent where the address is verified, or another one', () => {
    expect(act(registered, account({ emailVerified: true }))).toBe('drop');
    expect(act(registered, account({ email: 'eve@example.com' }))).toBe('drop');
  });
});

describe('a link for a pending address', () => {
  test('goes there, and is bound to this change', () => {
    const standing = account({ pendingId: 'p-1', pendingEmail: 'new@example.com' });
    expect(decided(pending, standing)).toMatchObject({
      to: 'new@example.com',
      link: { kind: 'verify_email', binding: 'pending:p-1', until: at(1 + DAY), voidsEarlier: false },
    });
    const again: Occasion = { kind: 'verify_email', cause: { why: 'pending_resend', pendingId: 'p-1' } };
    expect(decided(again, standing)).toMatchObject({ link: { voidsEarlier: true } });
  });

  test('waits for the change, for a minute, and goes for no other change', () => {
    expect(act(pending, account())).toBe('wait');
    expect(act(pending, account({ pendingId: 'p-2', pendingEmail: 'x@example.com' }))).toBe('wait');
    expect(act(pending, account(), 61)).toBe('drop');
    expect(act(pending, NOBODY)).toBe('drop');
  });
});

describe('a link for a registration that waits', () => {
  test('ends with the registration', () => {
    expect(decided(waits, waiting(), 3600)).toMatchObject({
      to: 'grace@example.com',
      name: 'Grace',
      link: { kind: 'verify_email', binding: 'waiting', until: at(DAY), voidsEarlier: false },
    });
  });

  test('voids the links before where it was asked for again, and not for another registration', () => {
    const of = (why: 'waiting_again' | 'waiting_resend') =>
      decided({ kind: 'verify_email', cause: { why } }, waiting());
    expect(of('waiting_again')).toMatchObject({ link: { voidsEarlier: false } });
    expect(of('waiting_resend')).toMatchObject({ link: { voidsEarlier: true } });
  });

  test('waits for it, and is not sent where it is over or confirmed', () => {
    expect(act(waits, NOBODY)).toBe('wait');
    expect(act(waits, NOBODY, 61)).toBe('drop');
    expect(act(waits, waiting({ expiresAt: at(1) }))).toBe('drop');
    expect(act(waits, account())).toBe('drop');
  });
});

describe('a link for a new password', () => {
  test('is bound to the generation, and good for 30 minutes from sending', () => {
    expect(decided(forgot, account(), 100)).toEqual({
      act: 'send',
      letter: 'reset_password',
      to: 'ada@example.com',
      name: 'Ada',
      link: { kind: 'reset_password', binding: '3', until: at(1900), voidsEarlier: false },
    });
  });

  test('is not sent once the password or the email has changed', () => {
    expect(act(forgot, account({ credentialGeneration: 4 }))).toBe('drop');
  });

  test('goes to a registration that waits, and ends with it', () => {
    expect(decided(forgot, waiting())).toMatchObject({
      to: 'grace@example.com',
      link: { kind: 'reset_password', binding: 'waiting', until: at(1801) },
    });
    expect(decided(forgot, waiting({ expiresAt: at(9) }))).toMatchObject({ link: { until: at(9) } });
    expect(act(forgot, waiting({ expiresAt: at(1) }))).toBe('drop');
  });

  test('of an address that nobody has is dropped at once', () => {
    expect(act(forgot, NOBODY)).toBe('drop');
    expect(act(exists, NOBODY)).toBe('drop');
  });
});

describe('a notice', () => {
  test.each([
    ['of a new password', password, { credentialGeneration: 4, epoch: 6 }, 'password_changed'],
    ['of a later one', password, { credentialGeneration: 7, epoch: 9 }, 'password_changed'],
    ['of a factor', factor, { factorsGeneration: 3 }, 'second_factor_changed'],
    ['of an account that exists', exists, {}, 'account_exists'],
    ['of a change of email that is asked for', asked, { pendingId: 'p-1' }, 'email_change_asked'],
    ['of one that was asked for and counts', asked, { email: 'new@example.com' }, 'email_change_asked'],
    ['of one that counts', counted, { email: 'new@example.com', credentialGeneration: 4 }, 'email_changed'],
  ])('%s is sent when it has happened, without a link', (_, occasion, more, letter) => {
    expect(decided(occasion, account(more))).toMatchObject({ act: 'send', letter, link: null });
  });

  test.each([
    ['a password that was not changed', password, {}],
    ['a password, where the email alone was changed', password, { credentialGeneration: 4 }],
    ['a password, where sessions alone were ended', password, { epoch: 6 }],
    ['a factor', factor, {}],
    ['a change of email that is not there', asked, { pendingId: 'p-2' }],
    ['a change of email, where the password alone was changed', counted, { credentialGeneration: 4 }],
  ])('of %s waits a minute, and is dropped', (_, occasion, more) => {
    expect(act(occasion, account(more), 60)).toBe('wait');
    expect(act(occasion, account(more), 61)).toBe('drop');
  });

  test('of a change of email goes to the old address', () => {
    const moved = account({ email: 'new@example.com', credentialGeneration: 4 });
    for (const occasion of [asked, counted])
      expect(decided(occasion, moved)).toMatchObject({ to: 'ada@example.com' });
  });

  test.each([password, factor, asked, counted])(
    'of an account that is gone is dropped: $kind',
    (occasion) => {
      expect(act(occasion, NOBODY)).toBe('drop');
    },
  );

  test('is sent however late, since the change came in time', () => {
    expect(act(factor, account({ factorsGeneration: 3 }), 2 * DAY)).toBe('send');
  });
});
