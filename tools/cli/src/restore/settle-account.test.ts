// What a restore makes of an account, by what has happened since its copy was made.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { NO_PASSWORD } from '@gatehouse/accounts';
import { AUDIT_EVENTS } from '@gatehouse/audit';
import { newAccount, type Account } from '@gatehouse/db';
import { NO_FACTORS, type Factors } from '@gatehouse/factors';
import { changesSince } from './changes-since.ts';
import { READINGS, type Fact } from './facts.ts';
import type { Change } from './read-changes.ts';
import { settleAccount, type SettlingContext } from './settle-account.ts';
import { createSettling } from './settling.ts';

const TAKEN_AT = new Date('2026-03-01T12:00:00.000Z');
const NOW = new Date('2026-03-02T12:00:00.000Z');
const KNOWN: SettlingContext = { known: true, keepPasswords: false, now: NOW };
const BLIND: SettlingContext = { ...KNOWN, known: false };

const HASH = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA';
const PASSKEY = {
  ...{ id: 'k1', name: 'phone', credentialId: 'c', publicKey: 'p', counter: 0, transports: [], synced: true },
  ...{ createdAt: TAKEN_AT, lastUsedAt: null },
};
const TOTP = { sealedSecret: 'v1.sealed', lastStep: 1 };
const BOTH: Factors = { totp: TOTP, passkeys: [PASSKEY], recoveryDigests: ['d1', 'd2'], pendingTotp: null };
const APP: Factors = { ...BOTH, passkeys: [] };

const account = (fields: Partial<Account> = {}): Account => ({
  ...newAccount({
    ...{ id: 'u1', firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' },
    ...{ passwordHash: HASH, roles: ['user', 'clerk', 'admin'], now: TAKEN_AT },
  }),
  emailVerified: true,
  ...fields,
});

const after = (...facts: readonly Fact[]) => ({ facts: new Set(facts), roles: null });
const settled = (given: Account, facts: readonly Fact[], context = KNOWN) =>
  settleAccount(given, after(...facts), context);

describe('with events', () => {
  test('an account of which they tell nothing stays as it was', () => {
    expect(settleAccount(account(), undefined, KNOWN)).toEqual({ account: account(), outcomes: [] });
    for (const fact of ['created', 'verified', 'enabled', 'challenged'] as const)
      expect(settled(account(), [fact])).toEqual({ account: account(), outcomes: [] });
  });

  test.each<[Fact, Partial<Account>, string]>([
    ['password', { passwordHash: NO_PASSWORD }, 'password'],
    ['disabled', { disabled: true }, 'disabled'],
    ['email', { disabled: true }, 'held'],
    ['factor_added', { passwordHash: NO_PASSWORD }, 'password'],
  ])('%s of a plain account leaves it with %j', (fact, fields, outcome) => {
    expect(settled(account(), [fact])).toEqual({ account: account(fields), outcomes: [outcome] });
  });

  test('who was erased is erased again, whatever else was told', () => {
    expect(settled(account(), ['created', 'password', 'removed'])).toEqual({
      account: null,
      outcomes: ['erased'],
    });
  });

  test('one that was disabled before stays so, and who was enabled since is told', () => {
    expect(settled(account({ disabled: true }), ['enabled'])).toEqual({
      account: account({ disabled: true }),
      outcomes: ['not_enabled'],
    });
    expect(settled(account(), ['enabled', 'disabled']).outcomes).toEqual(['disabled', 'not_enabled']);
  });

  test.each<[string, Factors, readonly Fact[], Partial<Factors>, boolean, readonly string[]]>([
    [
      'an app removed, with a passkey left',
      BOTH,
      ['totp_removed'],
      { totp: null, recoveryDigests: [] },
      false,
      ['factors', 'codes'],
    ],
    [
      'a passkey removed, with an app left',
      BOTH,
      ['passkey_removed'],
      { passkeys: [], recoveryDigests: [] },
      false,
      ['factors', 'codes'],
    ],
    ['the last factor removed', APP, ['totp_removed'], NO_FACTORS, true, ['password', 'factors', 'codes']],
    ['all removed', BOTH, ['factors_removed'], NO_FACTORS, true, ['password', 'factors', 'codes']],
    [
      'one replaced by another',
      APP,
      ['totp_removed', 'factor_added'],
      NO_FACTORS,
      true,
      ['password', 'factors', 'codes'],
    ],
    ['one more added', APP, ['factor_added'], { recoveryDigests: [] }, false, ['codes']],
    ['new recovery codes', APP, ['codes_replaced'], { recoveryDigests: [] }, false, ['codes']],
    ['a login that was asked for a factor', APP, ['challenged'], { recoveryDigests: [] }, false, ['codes']],
    ['a password changed', APP, ['password'], {}, true, ['password']],
  ])('%s', (_what, factors, facts, left, isVoid, outcomes) => {
    const { account: found, outcomes: told } = settled(account({ factors }), facts);
    const totp =
      (left.totp === undefined ? factors.totp : left.totp) &&
      expect.objectContaining({ sealedSecret: 'v1.sealed' });
    expect(found!.factors).toEqual({ ...factors, ...left, totp });
    expect([found!.passwordHash === NO_PASSWORD, told]).toEqual([isVoid, outcomes]);
  });

  test('a reset of an address that nobody had proven takes the factors with it, as it did then', () => {
    const { account: found } = settled(account({ factors: BOTH, emailVerified: false }), [
      'password',
      'verified',
    ]);
    expect(found).toMatchObject({ factors: NO_FACTORS, passwordHash: NO_PASSWORD, emailVerified: false });
  });

  test('a code that an app may show now, and a secret that waits for its first code, count no more', () => {
    const pendingTotp = { sealedSecret: 'v1.waiting', expiresAt: new Date(+NOW + 600_000) };
    const { account: found } = settled(account({ factors: { ...APP, pendingTotp } }), []);
    expect(found!.factors).toMatchObject({
      totp: { lastStep: Math.floor(+NOW / 30_000) + 1 },
      pendingTotp: null,
    });
    const ahead = { ...TOTP, lastStep: 99_999_999_999 };
    expect(settled(account({ factors: { ...APP, totp: ahead } }), []).account!.factors.totp).toEqual(ahead);
  });

  test('roles fall back to those that it had at every moment since, and user is everyone’s', () => {
    const roles = (list: readonly string[]) =>
      settleAccount(account(), { facts: new Set(), roles: list }, KNOWN);
    expect(roles(['user', 'clerk', 'porter']).account!.roles).toEqual(['user', 'clerk']);
    expect(roles([])).toMatchObject({ account: { roles: ['user'] }, outcomes: ['roles'] });
    expect(roles(['admin', 'clerk', 'user']).outcomes).toEqual([]);
  });
});

describe('without events', () => {
  test('every password is void, and every recovery code, since one may have been used', () => {
    const { account: found, outcomes } = settled(account({ factors: BOTH }), [], BLIND);
    expect(found).toMatchObject({
      passwordHash: NO_PASSWORD,
      factors: { recoveryDigests: [], passkeys: [PASSKEY] },
    });
    expect(outcomes).toEqual(['password', 'codes']);
  });

  test('passwords stay where that is said, and recovery codes do not', () => {
    const { account: found } = settled(account({ factors: BOTH }), [], { ...BLIND, keepPasswords: true });
    expect(found).toMatchObject({ passwordHash: HASH, factors: { recoveryDigests: [] } });
  });

  test('one that had no password has none, and is not told again', () => {
    const void_ = account({ passwordHash: NO_PASSWORD });
    for (const context of [BLIND, KNOWN, { ...BLIND, keepPasswords: true }])
      expect(settled(void_, ['password'], context)).toEqual({ account: void_, outcomes: [] });
  });
});

describe('changes', () => {
  const change = fc.record({
    time: fc.integer({ min: +TAKEN_AT - 120_000, max: +NOW }),
    subject: fc.constantFrom('u1', 'u2'),
    facts: fc.array(
      fc.constantFrom<Fact>('removed', 'disabled', 'email', 'password', 'factor_added', 'totp_removed'),
      { maxLength: 2 },
    ),
    roles: fc.option(fc.subarray(['user', 'clerk', 'admin', 'porter']), { nil: undefined }),
  }) as fc.Arbitrary<Change>;
  const settle = (changes: readonly Change[]) =>
    settleAccount(account({ factors: BOTH }), changesSince(changes, TAKEN_AT).get('u1'), KNOWN);

  test('mean the same in every order, and as often as they are told', () => {
    const shuffled = fc
      .array(change, { maxLength: 8 })
      .chain((changes) =>
        fc.tuple(
          fc.constant(changes),
          fc.shuffledSubarray([...changes, ...changes], { minLength: changes.length * 2 }),
        ),
      );
    fc.assert(
      fc.property(shuffled, ([changes, again]) => {
        expect(settle(again)).toEqual(settle(changes));
      }),
    );
  });

  test('give an account nothing that the copy has not, and one more never gives back', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), change, (changes, more) => {
        const [less, least] = [settle(changes).account, settle([...changes, more]).account];
        if (less === null) return expect(least).toBeNull();
        if (least === null) return;
        expect(less.roles).toEqual(expect.arrayContaining([...least.roles]));
        expect(less.disabled && !least.disabled).toBe(false);
        expect(less.passwordHash === NO_PASSWORD && least.passwordHash !== NO_PASSWORD).toBe(false);
        expect(less.factors.passkeys.length).toBeGreaterThanOrEqual(least.factors.passkeys.length);
        expect(less.factors.totp === null && least.factors.totp !== null).toBe(false);
      }),
    );
  });

  test('count from a minute before the copy on, since clocks differ; all of them where it does not say when it was made', () => {
    const at = (ms: number): Change => ({ time: +TAKEN_AT + ms, subject: 'u1', facts: ['password'] });
    expect(changesSince([at(-60_001)], TAKEN_AT).size).toBe(0);
    expect(changesSince([at(-60_000)], TAKEN_AT).size).toBe(1);
    expect(changesSince([at(-1e12)], null).size).toBe(1);
  });
});

test('every audit event has its reading, and none has two', () => {
  expect(Object.keys(READINGS).toSorted()).toEqual([...AUDIT_EVENTS].toSorted());
});

test('what is counted: imported hashes, admins, and who is in no copy', () => {
  const changes = new Map([
    ['gone', after('created')],
    ['gone too', after('created', 'removed')],
    ['u1', after('created', 'password')],
  ]);
  const settling = createSettling(changes, KNOWN);
  settling.settle(account());
  settling.settle(account({ id: 'u2', roles: ['user'], passwordHash: '$2b$10$imported' }));
  settling.settle(account({ id: 'u3', disabled: true }));
  expect(settling.values()).toEqual({ imported_hashes: '1' });
  expect(settling.tally()).toMatchObject({ accounts: 3, missing: 1, admins: { standing: 1, able: 0 } });
});
