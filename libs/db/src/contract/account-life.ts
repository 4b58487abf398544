// The half of the contract about what happens to an account after it was made: its email, its factors, the admin who stays.
import { describe, expect, test } from '@jest/globals';
import { NO_FACTORS } from '@gatehouse/factors';
import type { Account, UserStore } from '../ports.ts';
import { NOW, at, randomId, sampleAccount, sampleFactors } from './samples.ts';
import type { OpenSubject } from './subject.ts';
import { atOnce, countTrue, useMigrated } from './subject.ts';

export const describeAccountLife = (open: OpenSubject): void => {
  const subject = useMigrated(open);
  const users = (): UserStore => subject().database.users;
  const inserted = async (fields: Partial<Account> = {}): Promise<Account> => {
    const account = sampleAccount(fields);
    await users().insert(account);
    return account;
  };
  const newEmail = (): string => `${randomId().toLowerCase()}@example.com`;
  const pending = async (fields: Partial<Account> = {}): Promise<Account> =>
    inserted({ pendingEmail: newEmail(), pendingId: randomId(), ...fields });

  test('every field that a life adds is kept, field for field', async () => {
    const account = await pending({
      credentialGeneration: 4,
      factors: sampleFactors(),
      factorsGeneration: 9,
      vouches: 2,
    });
    expect(await users().findById(account.id)).toEqual(account);
  });

  describe('a pending email', () => {
    test('is set, replaced and taken back, and found by its address', async () => {
      const account = await inserted();
      const [first, second] = [
        { email: newEmail(), id: randomId() },
        { email: newEmail(), id: randomId() },
      ];
      await users().setPendingEmail(account.id, first, at(1));
      const replaced = await users().setPendingEmail(account.id, second, at(2));
      const expected = { ...account, pendingEmail: second.email, pendingId: second.id, updatedAt: at(2) };
      expect(replaced).toEqual(expected);
      expect(await users().listByPendingEmail(first.email, 5)).toEqual([]);
      expect(await users().listByPendingEmail(second.email, 5)).toEqual([expected]);
      expect(await users().setPendingEmail(account.id, null, at(3))).toEqual({
        ...account,
        updatedAt: at(3),
      });
      expect(await users().setPendingEmail(randomId(), first, at(1))).toBeNull();
    });

    test('is set, and an account changed, by nobody whose epoch is over', async () => {
      const account = await inserted({ epoch: 2 });
      const { id } = account;
      const asked = { email: newEmail(), id: randomId() };
      expect(await users().setPendingEmail(id, asked, at(1), 1)).toBeNull();
      expect(await users().update(id, { firstName: 'Augusta', email: newEmail() }, at(1), 1)).toBeNull();
      expect(await users().findById(id)).toEqual(account);
      expect(await users().setPendingEmail(id, asked, at(1), 2)).toMatchObject({ pendingId: asked.id });
      expect(await users().update(id, { firstName: 'Augusta' }, at(1), 2)).toMatchObject({
        ...{ firstName: 'Augusta', pendingId: asked.id },
      });
    });

    test('may be that of several accounts, of which as many come as are asked for', async () => {
      const email = newEmail();
      for (const id of ['c', 'a', 'b']) await pending({ id: `${id}-${email}`, pendingEmail: email });
      const found = await users().listByPendingEmail(email, 2);
      expect(found.map(({ id }) => id)).toEqual([`a-${email}`, `b-${email}`]);
    });

    test('becomes the account’s, verified, by its own name alone', async () => {
      const account = await pending();
      const { id, pendingId } = account;
      expect(await users().confirmPendingEmail(id, { pendingId: randomId(), now: at(1) })).toBeNull();
      const confirmed = await users().confirmPendingEmail(id, { pendingId: pendingId!, now: at(2) });
      expect(confirmed).toEqual({
        ...account,
        email: account.pendingEmail,
        emailVerified: true,
        pendingEmail: null,
        pendingId: null,
        credentialGeneration: 1,
        updatedAt: at(2),
      });
      expect(await users().findById(id)).toEqual(confirmed);
      expect(await users().confirmPendingEmail(id, { pendingId: pendingId!, now: at(3) })).toBeNull();
    });

    test('of 20 confirmations at once, one did it', async () => {
      const { id, pendingId } = await pending();
      const change = { pendingId: pendingId!, now: at(1) };
      const confirmed = await atOnce(20, () => users().confirmPendingEmail(id, change));
      expect(confirmed.filter((account) => account !== null)).toHaveLength(1);
      expect(await users().findById(id)).toMatchObject({ credentialGeneration: 1 });
    });

    test('that another account has taken meanwhile is refused and changes nothing', async () => {
      const account = await pending();
      await inserted({ email: account.pendingEmail! });
      const change = { pendingId: account.pendingId!, now: at(1) };
      await expect(users().confirmPendingEmail(account.id, change)).rejects.toMatchObject({
        code: 'email_taken',
      });
      expect(await users().findById(account.id)).toEqual(account);
    });

    test.each<readonly [string, (id: string) => Promise<unknown>]>([
      ['a raised epoch', (id) => users().raiseEpoch(id)],
      ['disabling', (id) => users().setDisabled(id, true, at(1))],
      ['a new password', (id) => users().changePassword(id, { epoch: 0, passwordHash: 'new', now: at(1) })],
      [
        'a reset',
        (id) => users().resetPassword(id, { credentialGeneration: 0, passwordHash: 'new', now: at(1) }),
      ],
      ['an email that counts at once', (id) => users().update(id, { email: newEmail() }, at(1))],
      ['factors that end sessions', (id) => users().swapFactors(id, swapOf({ endsSessions: true }))],
    ])('is void by %s', async (_what, act) => {
      const { id } = await pending();
      await act(id);
      expect(await users().findById(id)).toMatchObject({ pendingEmail: null, pendingId: null });
    });

    test('outlives a change of name, enabling, a role and a use of a factor', async () => {
      const { id, pendingEmail, pendingId } = await pending();
      await users().update(id, { firstName: 'Augusta' }, at(1));
      await users().setDisabled(id, false, at(1));
      await users().setRoles(id, ['user', 'clerk'], at(1));
      await users().swapFactors(id, swapOf({ endsSessions: false }));
      expect(await users().findById(id)).toMatchObject({ pendingEmail, pendingId });
    });
  });

  describe('the credential generation', () => {
    test('grows with a new password and a new email, not with the same email, a name or a rehash', async () => {
      const { id, email, passwordHash } = await inserted();
      const generation = async () => (await users().findById(id))?.credentialGeneration;
      await users().rehash(id, { from: passwordHash, to: 'stronger' });
      await users().update(id, { firstName: 'Augusta' }, at(1));
      await users().update(id, { email }, at(1));
      await users().raiseEpoch(id);
      expect(await generation()).toBe(0);
      await users().update(id, { email: newEmail() }, at(1));
      expect(await generation()).toBe(1);
      await users().changePassword(id, { epoch: 1, passwordHash: 'new', now: at(1) });
      expect(await generation()).toBe(2);
    });
  });

  describe('verifying an email', () => {
    test('marks the address that the account has, once', async () => {
      const account = await inserted();
      const { id, email } = account;
      expect(await users().verifyEmail(id, { email: newEmail(), now: at(1) })).toBeNull();
      const verified = await users().verifyEmail(id, { email, now: at(2) });
      expect(verified).toEqual({ ...account, emailVerified: true, updatedAt: at(2) });
      expect(await users().verifyEmail(id, { email, now: at(3) })).toBeNull();
      expect(await users().findById(id)).toEqual(verified);
    });
  });

  describe('resetting a password', () => {
    const reset = { credentialGeneration: 3, passwordHash: 'new', now: at(5) };

    test('of a verified address keeps the factors, and answers with what was before', async () => {
      const account = await pending({
        emailVerified: true,
        credentialGeneration: 3,
        epoch: 2,
        factors: sampleFactors(),
        factorsGeneration: 1,
      });
      expect(await users().resetPassword(account.id, reset)).toEqual(account);
      expect(await users().findById(account.id)).toEqual({
        ...account,
        passwordHash: 'new',
        epoch: 3,
        credentialGeneration: 4,
        factorsGeneration: 2,
        pendingEmail: null,
        pendingId: null,
        updatedAt: at(5),
      });
    });

    test('of an address that was not verified removes the factors and verifies it', async () => {
      const account = await inserted({ credentialGeneration: 3, factors: sampleFactors() });
      await users().resetPassword(account.id, reset);
      const found = await users().findById(account.id);
      expect(found).toMatchObject({ emailVerified: true, factors: NO_FACTORS });
    });

    test('of another generation changes nothing; of 20 at once, one wins', async () => {
      const account = await inserted({ credentialGeneration: 3 });
      expect(await users().resetPassword(account.id, { ...reset, credentialGeneration: 2 })).toBeNull();
      expect(await users().findById(account.id)).toEqual(account);
      const answers = await atOnce(20, () => users().resetPassword(account.id, reset));
      expect(answers.filter((before) => before !== null)).toEqual([account]);
    });
  });

  describe('swapping factors', () => {
    test('replaces those of one generation and epoch, and counts on', async () => {
      const account = await inserted({ epoch: 1 });
      const factors = sampleFactors();
      const swap = { ...swapOf({ endsSessions: false }), factors, epoch: 1 };
      expect(await users().swapFactors(account.id, { ...swap, epoch: 0 })).toBe(false);
      expect(await users().swapFactors(account.id, { ...swap, from: 1 })).toBe(false);
      expect(await users().swapFactors(account.id, swap)).toBe(true);
      expect(await users().findById(account.id)).toEqual({ ...account, factors, factorsGeneration: 1 });
    });

    test('that ends sessions raises the epoch and is a change that is told', async () => {
      const account = await inserted({ factors: sampleFactors() });
      const swap = { ...swapOf({ endsSessions: true }), factors: NO_FACTORS };
      expect(await users().swapFactors(account.id, swap)).toBe(true);
      const expected = { factors: NO_FACTORS, factorsGeneration: 1, epoch: 1, updatedAt: at(1) };
      expect(await users().findById(account.id)).toEqual({ ...account, ...expected });
    });

    test('of 20 at once, one wins', async () => {
      const { id } = await inserted();
      const won = await atOnce(20, () => users().swapFactors(id, swapOf({ endsSessions: false })));
      expect(countTrue(won)).toBe(1);
      expect(await users().findById(id)).toMatchObject({ factorsGeneration: 1 });
    });
  });

  test('all roles at once are those that are given', async () => {
    const account = await inserted({ roles: ['user', 'admin'] });
    const changed = await users().setRoles(account.id, ['user', 'clerk'], at(1));
    expect(changed).toEqual({ ...account, roles: ['user', 'clerk'], updatedAt: at(1) });
    expect(await users().findById(account.id)).toEqual(changed);
  });
};

const swapOf = ({ endsSessions }: { readonly endsSessions: boolean }) => ({
  from: 0,
  epoch: 0,
  factors: sampleFactors(),
  endsSessions,
  now: at(1),
});

/** Who stays is asked of all accounts, so that this needs a store of its own. */
export const describeAdmins = (open: OpenSubject): void => {
  const subject = useMigrated(open);

  test('some other admin who is enabled vouches, and nobody else', async () => {
    const { users } = subject().database;
    const [leaving, disabled, user] = [
      sampleAccount({ roles: ['user', 'admin'] }),
      sampleAccount({ roles: ['admin'], disabled: true }),
      sampleAccount({ roles: ['user', 'administrator', 'x"admin"'] }),
    ];
    for (const account of [leaving, disabled, user]) await users.insert(account);
    expect(await users.vouch(user.id)).toBe(true);
    expect(await users.vouch(leaving.id)).toBe(false);
    const staying = sampleAccount({ roles: ['admin', 'user'] });
    await users.insert(staying);
    expect(await users.vouch(leaving.id)).toBe(true);
    expect(await users.findById(staying.id)).toEqual({ ...staying, vouches: 1 });
    expect(await users.findById(leaving.id)).toMatchObject({ vouches: 1 });
  });

  test('a write that is held to the vouches of before is not made once the account has vouched', async () => {
    const { users } = subject().database;
    const account = sampleAccount({ vouches: 2 });
    await users.insert(account);
    for (const vouches of [1, 3]) {
      expect(await users.setRole(account.id, 'admin', false, at(1), vouches)).toBeNull();
      expect(await users.setRole(account.id, 'admin', true, at(1), vouches)).toBeNull();
      expect(await users.setRoles(account.id, ['user'], at(1), vouches)).toBeNull();
      expect(await users.setDisabled(account.id, true, at(1), vouches)).toBeNull();
      expect(await users.setDisabled(account.id, false, at(1), vouches)).toBeNull();
      expect(await users.remove(account.id, vouches)).toBe(false);
    }
    expect(await users.findById(account.id)).toEqual(account);
    expect(await users.setRole(account.id, 'clerk', true, NOW, 2)).toMatchObject({
      roles: ['user', 'clerk'],
    });
    expect(await users.setRole(account.id, 'clerk', false, NOW, 2)).toMatchObject({ roles: ['user'] });
    expect(await users.setRoles(account.id, ['admin'], NOW, 2)).toMatchObject({ roles: ['admin'] });
    expect(await users.setDisabled(account.id, true, NOW, 2)).toMatchObject({ disabled: true });
    expect(await users.setDisabled(account.id, false, NOW, 2)).toMatchObject({ disabled: false });
    expect(await users.remove(account.id, 2)).toBe(true);
  });
};
