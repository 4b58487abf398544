import { expect, test } from '@jest/globals';
import { createRefusals } from '@gatehouse/accounts';
import { GatehouseError } from '@gatehouse/errors';
import { createPasswordHasher } from '@gatehouse/hashing';
import { addAccount, codeOf, PASSWORD, principalOf } from '../testing.ts';
import { describeOnStores } from '../testing-on-stores.ts';
import { login } from './login.ts';

describeOnStores('login', (on) => {
  test('opens a session for the account, in any letter case of its email', async () => {
    const tokens = await on.act.logIn(on.account.email.toUpperCase());
    const { subject, sessionId } = principalOf(tokens.access_token);
    expect(subject).toBe(on.account.id);
    expect(await on.store.database.sessions.findById(sessionId)).toMatchObject({
      accountId: on.account.id,
      userAgent: 'test agent',
      address: '192.0.2.1',
    });
  });

  test('puts nothing personal into the access token', async () => {
    const { access_token } = await on.act.logIn(on.account.email);
    const claims = Buffer.from(access_token.split('.')[1] ?? '', 'base64url').toString();
    for (const personal of [on.account.email, on.account.firstName, on.account.lastName]) {
      expect(claims).not.toContain(personal);
    }
  });

  test('answers a wrong password, an unknown email and a disabled account alike, each after one verification', async () => {
    await on.store.database.users.setDisabled(on.account.id, true, on.act.clock.now);
    const other = await addAccount(on.store.database);
    const verified: string[] = [];
    const { passwords } = on.act.deps;
    const counting = {
      ...passwords,
      verify: (...args: Parameters<typeof passwords.verify>) => (
        verified.push('hash'),
        passwords.verify(...args)
      ),
      verifyNothing: (password: string) => (verified.push('nothing'), passwords.verifyNothing(password)),
    };
    const from = { userAgent: '', address: '' };
    const attempts = [
      { email: on.account.email, password: PASSWORD },
      { email: other.email, password: 'wrong' },
      { email: 'nobody@example.com', password: PASSWORD },
    ];
    for (const attempt of attempts) {
      const refused = login({ ...on.act.deps, passwords: counting }, { ...attempt, ...from });
      expect(await codeOf(refused)).toBe('invalid_credentials');
    }
    expect(verified).toEqual(['hash', 'hash', 'nothing']);
  });

  test('never replaces a hash by a weaker one', async () => {
    const weaker = createPasswordHasher({ memoryKiB: 8, passes: 1, lanes: 1 });
    const strong = await createPasswordHasher({ memoryKiB: 64, passes: 3, lanes: 1 }).hash(PASSWORD);
    await on.store.database.users.rehash(on.account.id, { from: on.account.passwordHash, to: strong });
    const input = { email: on.account.email, password: PASSWORD, userAgent: '', address: '' };
    await login({ ...on.act.deps, passwords: weaker }, input);
    expect((await on.store.database.users.findById(on.account.id))!.passwordHash).toBe(strong);
  });

  test('hashes anew what was hashed with weaker parameters, and the password still holds', async () => {
    const harder = createPasswordHasher({ memoryKiB: 16, passes: 1, lanes: 1 });
    const input = { email: on.account.email, password: PASSWORD, userAgent: '', address: '' };
    await login({ ...on.act.deps, passwords: harder }, input);
    const { passwordHash } = (await on.store.database.users.findById(on.account.id))!;
    expect(harder.needsRehash(passwordHash)).toBe(false);
    await login({ ...on.act.deps, passwords: harder }, input);
  });

  const BCRYPT = '$2b$04$IUAcVDS2RfxlRppckN/b4u1bpFEZk5bI0A3QAzyFVNptGjusq.WlO';

  const importHash = async (hash: string): Promise<void> => {
    const { users, values } = on.store.database;
    await users.rehash(on.account.id, { from: on.account.passwordHash, to: hash });
    await values.set('imported_hashes', '2');
  };

  test('takes a hash of another kind, replaces it by ours, and takes one off the count of imported ones', async () => {
    await importHash(BCRYPT);
    const { users, values } = on.store.database;
    expect(await codeOf(on.act.logIn(on.account.email, 'wrong'))).toBe('invalid_credentials');
    expect(await values.find('imported_hashes')).toBe('2');
    await Promise.all([on.act.logIn(on.account.email), on.act.logIn(on.account.email)]);
    expect((await users.findById(on.account.id))!.passwordHash).toMatch(/^\$argon2id\$v=19\$/);
    expect(await values.find('imported_hashes')).toBe('1');
    await on.act.logIn(on.account.email);
    expect(await values.find('imported_hashes')).toBe('1');
  });

  test('answers with tokens, although there is no time for another hash', async () => {
    await importHash(BCRYPT);
    const busy = {
      ...on.act.deps.passwords,
      rehash: () => Promise.reject(new GatehouseError('too_many_attempts')),
    };
    const input = { email: on.account.email, password: PASSWORD, userAgent: '', address: '' };
    await login({ ...on.act.deps, passwords: busy }, input);
    expect((await on.store.database.users.findById(on.account.id))!.passwordHash).toBe(BCRYPT);
    expect(await on.store.database.values.find('imported_hashes')).toBe('2');
  });

  test('refuses no sooner than the floor while there are imported hashes', async () => {
    const { values } = on.store.database;
    await values.set('refusal_floor_ms', '700');
    await values.set('imported_hashes', '0');
    const waits: number[] = [];
    const refusalsNow = () =>
      createRefusals({ values: async () => values, now: () => 0, wait: async (ms) => void waits.push(ms) });
    const refuse = async (): Promise<void> => {
      const input = { email: 'nobody@example.com', password: PASSWORD, userAgent: '', address: '' };
      const refused = login({ ...on.act.deps, refusals: refusalsNow() }, input);
      expect(await codeOf(refused)).toBe('invalid_credentials');
    };
    await refuse();
    await values.set('imported_hashes', '1');
    await refuse();
    await values.add('imported_hashes', -1);
    await refuse();
    expect(waits).toEqual([700]);
  });

  test('keeps fifty sessions; the oldest goes', async () => {
    const tokens = [];
    for (let count = 0; count < 51; count += 1) {
      on.act.pass(1);
      tokens.push(await on.act.logIn(on.account.email));
    }
    expect(await on.store.database.sessions.listByAccount(on.account.id, on.act.clock.now)).toHaveLength(50);
    expect(await codeOf(on.act.refresh(tokens[0]!.refresh_token))).toBe('invalid_grant');
    expect(await codeOf(on.act.refresh(tokens[1]!.refresh_token))).toBeUndefined();
  });

  test('ends at fifty sessions, when three hundred come at once', async () => {
    const passwords = { ...on.act.deps.passwords, verify: async () => true };
    const input = { email: on.account.email, password: PASSWORD, userAgent: '', address: '' };
    const logins = Array.from({ length: 300 }, () => {
      on.act.pass(0.001);
      return login({ ...on.act.deps, passwords }, input);
    });
    // A store that is too busy for all of them refuses some.
    for (const outcome of await Promise.allSettled(logins))
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'store_unavailable' });
    expect(await on.store.database.sessions.listByAccount(on.account.id, on.act.clock.now)).toHaveLength(50);
  });

  test('keeps the session that it opened, although the clock was set back behind fifty others', async () => {
    for (let count = 0; count < 50; count += 1) await on.act.logIn(on.account.email);
    on.act.pass(-3600);
    const { access_token, refresh_token: token } = await on.act.logIn(on.account.email);
    expect(await codeOf(on.act.listSessions(principalOf(access_token)))).toBeUndefined();
    expect(await codeOf(on.act.refresh(token))).toBeUndefined();
    expect(await on.store.database.sessions.listByAccount(on.account.id, on.act.clock.now)).toHaveLength(50);
  });

  test.each(['listByAccount', 'end'] as const)(
    'is done when its session is stored, although %s fails in the sweep of surplus ones',
    async (method) => {
      const { sessions } = on.store.database;
      const failing = { ...sessions, [method]: () => Promise.reject(new Error('away')) };
      for (let count = 0; count < 50; count += 1) await on.act.logIn(on.account.email);
      const { refresh_token: token } = await login(
        { ...on.act.deps, sessions: failing },
        { email: on.account.email, password: PASSWORD, userAgent: '', address: '' },
      );
      expect(await codeOf(on.act.refresh(token))).toBeUndefined();
    },
  );
});
