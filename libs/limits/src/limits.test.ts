// What attackers and owners meet, on each store.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { describeOnEachStore } from '@gatehouse/db/testing';
import type { CounterStore } from '@gatehouse/db';
import { callerAt } from './counted-keys.ts';
import {
  createCodeLimit,
  createLoginLimits,
  createMailLimit,
  createRegisterLimit,
  parseLimit,
  type PasswordLimits,
} from './index.ts';

const THREE: PasswordLimits = {
  perAccount: { attempts: 3, seconds: 600 },
  perAddress: { attempts: 12, seconds: 600 },
};

const codeOf = async (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'taken',
    (error: unknown) => (error as { readonly code: string }).code,
  );

const addresses = (): (() => string) => {
  const [one, two] = [Math.floor(Math.random() * 250), Math.floor(Math.random() * 250)];
  let last = 0;
  return () => `10.${one}.${two}.${(last += 1)}`;
};

describeOnEachStore(
  'limits',
  (on) => {
    const limitsOf = (limits: PasswordLimits) => createLoginLimits(async () => on.store.database, limits);
    const email = () => `${randomUUID()}@example.com`;
    const guess = async (account: string, address: string, limits = THREE): Promise<string> =>
      codeOf(limitsOf(limits).countPassword({ email: account, address }));
    const signIn = async (account: string, address: string): Promise<void> =>
      (await limitsOf(THREE).countPassword({ email: account, address })).succeeded();

    test('guessing at one account from one address ends after its attempts, in any letter case', async () => {
      const [account, next] = [email(), addresses()];
      const address = next();
      expect([await guess(account, address), await guess(account.toUpperCase(), address)]).toEqual([
        'taken',
        'taken',
      ]);
      expect(await guess(account, address)).toBe('taken');
      expect(await guess(account, address)).toBe('too_many_attempts');
      expect(await guess(account, next())).toBe('taken');
    });

    test('a refusal says how long it lasts', async () => {
      const [account, address] = [email(), addresses()()];
      const once = limitsOf({ ...THREE, perAccount: { attempts: 1, seconds: 600 } });
      await once.countPassword({ email: account, address });
      const error: unknown = await once
        .countPassword({ email: account, address })
        .catch((thrown: unknown) => thrown);
      const { retryAfterSeconds } = error as { readonly retryAfterSeconds: number };
      expect(retryAfterSeconds).toBeGreaterThan(500);
      expect(retryAfterSeconds).toBeLessThanOrEqual(600);
    });

    test('of a hundred attempts at once as many are let through as there may be', async () => {
      const [account, address] = [email(), addresses()()];
      const outcomes = await Promise.all(Array.from({ length: 100 }, () => guess(account, address)));
      expect(outcomes.filter((outcome) => outcome === 'taken')).toHaveLength(3);
    });

    test('spraying many accounts from one address ends after its attempts', async () => {
      const address = addresses()();
      for (let count = 0; count < 12; count += 1) expect(await guess(email(), address)).toBe('taken');
      expect(await guess(email(), address)).toBe('too_many_attempts');
    });

    test('guessing at one account from many addresses ends after ten times its attempts', async () => {
      const [account, next] = [email(), addresses()];
      for (let count = 0; count < 30; count += 1) expect(await guess(account, next())).toBe('taken');
      expect(await guess(account, next())).toBe('too_many_attempts');
    });

    test('one address that goes on guessing leaves the account’s own limit to others', async () => {
      const [account, next] = [email(), addresses()];
      const attacker = next();
      for (let count = 0; count < 60; count += 1) await guess(account, attacker);
      expect(await guess(account, next())).toBe('taken');
    });

    test('an owner signs in from where they did before, whatever strangers spend', async () => {
      const [account, next] = [email(), addresses()];
      const home = next();
      await signIn(account, home);
      for (let count = 0; count < 30; count += 1) await guess(account, next());
      expect(await guess(account, next())).toBe('too_many_attempts');
      for (let count = 0; count < 12; count += 1) await guess(email(), home);
      expect(await guess(email(), home)).toBe('too_many_attempts');
      await expect(signIn(account, home)).resolves.toBeUndefined();
    });

    test('an owner who mistypes at home spends nothing of others', async () => {
      const [account, next] = [email(), addresses()];
      const home = next();
      await signIn(account, home);
      for (let count = 0; count < 40; count += 1) await guess(account, home);
      expect(await guess(account, home)).toBe('too_many_attempts');
      expect(await guess(email(), home)).toBe('taken');
      expect(await guess(account, next())).toBe('taken');
    });

    test('a login takes its own attempt back and resets nothing', async () => {
      const [account, address] = [email(), addresses()()];
      await guess(account, address);
      await guess(account, address);
      for (let count = 0; count < 5; count += 1) await signIn(account, address);
      expect(await guess(account, address)).toBe('taken');
      expect(await guess(account, address)).toBe('too_many_attempts');
    });

    test('a login that another request completes takes its attempt back, and remembers the address of the password', async () => {
      const [account, next] = [email(), addresses()];
      const home = next();
      for (let count = 0; count < 5; count += 1) {
        const { receipt } = await limitsOf(THREE).countPassword({ email: account, address: home });
        expect(receipt).not.toContain(home);
        await (await limitsOf(THREE).resumePassword(receipt)).succeeded();
      }
      for (let count = 0; count < 30; count += 1) await guess(account, next());
      expect(await guess(account, next())).toBe('too_many_attempts');
      expect(await guess(account, home)).toBe('taken');
    });

    test('a receipt of an attempt that was not counted takes nothing back', async () => {
      const off = limitsOf({ perAccount: null, perAddress: null });
      const { receipt } = await off.countPassword({ email: email(), address: '192.0.2.1' });
      await (await limitsOf(THREE).resumePassword(receipt)).succeeded();
    });

    test('codes of an account are counted over all its challenges, and a right one is taken back', async () => {
      const countCode = createCodeLimit(async () => on.store.database, { attempts: 3, seconds: 600 });
      const [accountId, other] = [randomUUID(), randomUUID()];
      const guessCode = (of: string) => codeOf(countCode({ accountId: of }));
      for (let count = 0; count < 5; count += 1) await (await countCode({ accountId })).succeeded();
      expect([await guessCode(accountId), await guessCode(accountId)]).toEqual(['taken', 'taken']);
      await (await countCode({ accountId })).succeeded();
      expect([await guessCode(accountId), await guessCode(accountId)]).toEqual([
        'taken',
        'too_many_attempts',
      ]);
      expect(await guessCode(other)).toBe('taken');
      await createCodeLimit(async () => on.store.database, null)({ accountId });
    });

    test('of a hundred codes at once as many are looked at as there may be', async () => {
      const countCode = createCodeLimit(async () => on.store.database, { attempts: 3, seconds: 600 });
      const accountId = randomUUID();
      const outcomes = await Promise.all(Array.from({ length: 100 }, () => codeOf(countCode({ accountId }))));
      expect(outcomes.filter((outcome) => outcome === 'taken')).toHaveLength(3);
    });

    test('a limit that is off counts nothing', async () => {
      const [account, address] = [email(), addresses()()];
      const off: PasswordLimits = { perAccount: null, perAddress: null };
      for (let count = 0; count < 30; count += 1) expect(await guess(account, address, off)).toBe('taken');
    });

    test('refused refreshes are counted by address, and by account where it is known', async () => {
      const next = addresses();
      const refused = (address: string, accountId: string | null = null) =>
        codeOf(limitsOf(THREE).countRefusedRefresh({ accountId, address }));
      const [address, other, account] = [next(), next(), randomUUID()];
      for (let count = 0; count < 12; count += 1) expect(await refused(address)).toBe('taken');
      expect(await refused(address)).toBe('too_many_attempts');
      for (let count = 0; count < 3; count += 1) expect(await refused(other, account)).toBe('taken');
      expect(await refused(other, account)).toBe('too_many_attempts');
      expect(await guess(email(), address)).toBe('taken');
    });

    test('registrations are counted by address', async () => {
      const register = createRegisterLimit(async () => on.store.database, { attempts: 2, seconds: 600 });
      const address = addresses()();
      const outcomes = [];
      for (let count = 0; count < 3; count += 1) outcomes.push(await codeOf(register({ address })));
      expect(outcomes).toEqual(['taken', 'taken', 'too_many_attempts']);
    });

    test('mails that are asked for are counted by their address, in any letter case, whoever asks', async () => {
      const mayMail = createMailLimit(async () => on.store.database, { attempts: 2, seconds: 600 });
      const address = email();
      const outcomes = [];
      for (const to of [address, address.toUpperCase(), address, email()])
        outcomes.push(await mayMail({ email: to }));
      expect(outcomes).toEqual([true, true, false, true]);
    });

    test('of forty mails that are asked for at once as many are sent as may be', async () => {
      const mayMail = createMailLimit(async () => on.store.database, { attempts: 3, seconds: 600 });
      const address = email();
      const sent = await Promise.all(Array.from({ length: 40 }, () => mayMail({ email: address })));
      expect(sent.filter(Boolean)).toHaveLength(3);
    });

    test('mails without a limit may all be sent', async () => {
      const mayMail = createMailLimit(async () => on.store.database, null);
      const address = email();
      for (let count = 0; count < 5; count += 1) expect(await mayMail({ email: address })).toBe(true);
    });

    test('a window of a clock that has been set back holds nobody up', async () => {
      const [account, address] = [email(), addresses()()];
      const { counters, values } = on.store.database;
      const set: CounterStore = {
        ...counters,
        add: async (key, amount, seconds) => {
          const counted = await counters.add(key, amount, seconds);
          return { ...counted, msLeft: counted.msLeft + 3_600_000 };
        },
      };
      const limits = createLoginLimits(async () => ({ counters: set, values }), THREE);
      for (let count = 0; count < 5; count += 1) await limits.countPassword({ email: account, address });
    });

    test('nothing is tried while nothing can be counted', async () => {
      const away = { ...on.store.database.counters, add: () => Promise.reject(new Error('away')) };
      const store = { counters: away, values: on.store.database.values };
      const limits = createLoginLimits(async () => store, THREE);
      await expect(limits.countPassword({ email: email(), address: '192.0.2.1' })).rejects.toThrow('away');
    });
  },
  async () => ({}),
);

describe('an address stands for a caller', () => {
  test.each([
    ['192.0.2.1', '192.0.2.2', false],
    ['192.0.2.1', '::ffff:192.0.2.1', true],
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', true],
    ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
    ['', 'unknown', false],
  ])('%s and %s are one: %s', (one, other, same) => {
    expect(callerAt(one) === callerAt(other)).toBe(same);
  });
});

describe('a limit', () => {
  test.each([
    ['10/900', { attempts: 10, seconds: 900 }],
    ['1/1', { attempts: 1, seconds: 1 }],
    ['off', null],
  ])('is read from %s', (text, limit) => {
    expect(parseLimit(text)).toEqual(limit);
  });

  test.each([
    '',
    '10',
    '0/900',
    '10/0',
    '10/900/1',
    '-1/900',
    '1e3/900',
    '10 /900',
    'OFF',
    '10/2592001',
    '1.5/9',
  ])('is none: %j', (text) => {
    expect(parseLimit(text)).toBeUndefined();
  });
});
