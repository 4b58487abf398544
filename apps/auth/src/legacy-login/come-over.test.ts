import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { createRefusals, type Credentials, type OldSystem, type Vouched } from '@gatehouse/accounts';
import { GatehouseError } from '@gatehouse/errors';
import { addWaiting, linksOver } from '../testing-links.ts';
import { login } from '../login/login.ts';
import { codeOf, NEW_PASSWORD, PASSWORD, principalOf } from '../testing.ts';
import { describeOnStores } from '../testing-on-stores.ts';
import { comeOver } from './come-over.ts';
import { REFUSED_AFTER_MS } from './refused-after.ts';

const ADA: Vouched = { firstName: 'Ada', lastName: 'Lovelace', emailVerified: true };

describeOnStores('somebody without an account, where an old system is asked,', (on) => {
  /** An old system that knows these people by `PASSWORD`, a login over it, and the clock that its work and waits move. */
  const createSubject = ({ knows = ADA, tookMs = 0 }: { knows?: Vouched | null; tookMs?: number } = {}) => {
    const asked: (Credentials & { readonly withinMs: number })[] = [];
    const waits: number[] = [];
    const clock = { ms: 0 };
    const oldSystem: OldSystem = {
      async vouch(credentials, withinMs) {
        asked.push({ ...credentials, withinMs });
        clock.ms += tookMs;
        return credentials.password === PASSWORD ? knows : null;
      },
    };
    const { database } = on.store;
    const refusals = createRefusals({
      values: async () => database.values,
      leastMs: REFUSED_AFTER_MS,
      now: () => clock.ms,
      wait: async (ms) => void waits.push(ms),
    });
    const depsOver = (stores: Partial<typeof database> = {}) => {
      const over = { ...on.act.deps, ...database, ...stores, oldSystem };
      return { ...over, mails: null, refusals, comeOver: comeOver(over) };
    };
    const logIn = (email: string, password = PASSWORD, deps = depsOver()) =>
      login(deps, { email, password, userAgent: '', address: '' });
    return { asked, waits, clock, depsOver, logIn };
  };

  const newEmail = () => `${randomUUID()}@example.com`;
  const find = (email: string) => on.store.database.users.findByEmail(email);

  test('has an account from then on, with the answered names and this password', async () => {
    const email = newEmail();
    const { logIn, asked } = createSubject();
    const { access_token } = await logIn(email.toUpperCase());
    const account = (await find(email))!;
    expect(account).toMatchObject({
      ...{ ...ADA, email, roles: ['user'], disabled: false, pendingEmail: null },
      ...{ createdAt: on.act.clock.now, passwordHash: expect.stringMatching(/^\$argon2id\$v=19\$/) },
    });
    expect(principalOf(access_token)).toMatchObject({ subject: account.id, roles: ['user'], amr: ['pwd'] });
    expect(asked).toEqual([{ email, password: PASSWORD, withinMs: 1900 }]);
    await logIn(email);
    expect(asked).toHaveLength(1);
  });

  test('is told as an account that is made and a login', async () => {
    const email = newEmail();
    const { access_token } = await createSubject().logIn(email);
    const { subject, sessionId: sid } = principalOf(access_token);
    expect(on.act.told()).toEqual([
      { event: 'account_created', subject, email },
      { event: 'login_succeeded', subject, actor: subject, sid, email },
    ]);
  });

  test('has an address that is not verified where the old system did not verify it', async () => {
    const email = newEmail();
    await createSubject({ knows: { ...ADA, emailVerified: false } }).logIn(email);
    expect(await find(email)).toMatchObject({ emailVerified: false });
  });

  test('comes over with a password that would be refused today', async () => {
    const email = newEmail();
    const { logIn, depsOver } = createSubject();
    const oldSystem: OldSystem = { vouch: async () => ADA };
    const deps = depsOver();
    await logIn(email, 'abc', { ...deps, comeOver: comeOver({ ...deps, oldSystem }) });
    expect(await codeOf(logIn(email, 'abc'))).toBeUndefined();
  });

  test('is refused like anybody where the old system does not vouch, and no account is made', async () => {
    const email = newEmail();
    const { logIn, asked } = createSubject();
    expect(await codeOf(logIn(email, NEW_PASSWORD))).toBe('invalid_credentials');
    expect(await codeOf(createSubject({ knows: null }).logIn(email))).toBe('invalid_credentials');
    expect(asked).toHaveLength(1);
    expect(await find(email)).toBeNull();
    const refused = { event: 'login_failed', subject: null, why: 'unknown_account', email };
    expect(on.act.told()).toEqual([refused, refused]);
  });

  test('is refused without a question where the password is no Unicode text', async () => {
    const { logIn, asked } = createSubject();
    expect(await codeOf(logIn(newEmail(), '\ud800 correct horse'))).toBe('invalid_credentials');
    expect(asked).toEqual([]);
  });

  test('is refused when every refusal is: two seconds after the attempt began, known emails too', async () => {
    const refused: [email: string, password: string, tookMs: number][] = [
      [newEmail(), NEW_PASSWORD, 0],
      [newEmail(), NEW_PASSWORD, 1500],
      [newEmail(), '\ud800', 0],
      [on.account.email, NEW_PASSWORD, 0],
    ];
    for (const [email, password, tookMs] of refused) {
      const { logIn, waits } = createSubject({ tookMs });
      expect(await codeOf(logIn(email, password))).toBe('invalid_credentials');
      expect(waits).toEqual([2000 - tookMs]);
    }
    await on.store.database.users.setDisabled(on.account.id, true, on.act.clock.now);
    const { logIn, waits, asked } = createSubject();
    expect(await codeOf(logIn(on.account.email))).toBe('invalid_credentials');
    expect([waits, asked]).toEqual([[2000], []]);
  });

  test('gives the old system what is left of the two seconds', async () => {
    const { logIn, asked, clock, depsOver } = createSubject();
    const { passwords, ...deps } = depsOver();
    const verifyNothing = async (password: string) => {
      clock.ms += 300;
      return passwords.verifyNothing(password);
    };
    await logIn(newEmail(), PASSWORD, { ...deps, passwords: { ...passwords, verifyNothing } });
    expect(asked).toMatchObject([{ withinMs: 1600 }]);
  });

  test('is not asked about there where nothing can be hashed in time, as nobody is', async () => {
    const { logIn, asked, depsOver } = createSubject();
    const { passwords, ...deps } = depsOver();
    const verifyNothing = () => Promise.reject(new GatehouseError('too_many_attempts'));
    const busy = { ...deps, passwords: { ...passwords, verifyNothing } };
    expect(await codeOf(logIn(newEmail(), PASSWORD, busy))).toBe('too_many_attempts');
    expect(asked).toEqual([]);
  });

  test('is not asked about there beyond a limit', async () => {
    const { logIn, asked, depsOver } = createSubject();
    const countPassword = () => Promise.reject(new GatehouseError('too_many_attempts'));
    const limited = { ...depsOver(), limits: { ...on.act.deps.limits, countPassword } };
    expect(await codeOf(logIn(newEmail(), PASSWORD, limited))).toBe('too_many_attempts');
    expect(asked).toEqual([]);
  });

  test('ten times at once is one account, which all of them have signed in to', async () => {
    const email = newEmail();
    const { logIn } = createSubject();
    const logins = await Promise.all(Array.from({ length: 10 }, () => logIn(email)));
    const subjects = new Set(logins.map(({ access_token }) => principalOf(access_token).subject));
    expect(subjects).toEqual(new Set([(await find(email))!.id]));
    expect(on.act.told().filter(({ event }) => event === 'account_created')).toHaveLength(1);
  });

  test('whose address has got an account meanwhile needs the password of that', async () => {
    const email = newEmail();
    const { logIn, depsOver } = createSubject();
    const { users } = on.store.database;
    const passwordHash = await on.act.deps.passwords.hash(NEW_PASSWORD);
    const overtaken = {
      ...users,
      insert: async (account: Parameters<typeof users.insert>[0]) => {
        await users.insert({ ...account, id: randomUUID(), passwordHash });
        await users.insert(account);
      },
    };
    expect(await codeOf(logIn(email, PASSWORD, depsOver({ users: overtaken })))).toBe('invalid_credentials');
    expect(await codeOf(logIn(email, NEW_PASSWORD))).toBeUndefined();
  });

  test('whose registration waits is vouched for all the same, and the registration goes', async () => {
    const { database } = on.store;
    const waiting = await addWaiting(database, on.act);
    const links = linksOver(database, on.act);
    const token = await links.waitingLink(waiting);
    await createSubject({ knows: { ...ADA, firstName: 'Augusta' } }).logIn(waiting.email);
    expect(await find(waiting.email)).toMatchObject({ firstName: 'Augusta', emailVerified: true });
    expect((await find(waiting.email))!.id).not.toBe(waiting.id);
    expect(await database.registrations.findByEmail(waiting.email)).toBeNull();
    expect(await codeOf(links.verify(token))).toBe('invalid_grant');
  });

  test('whose registration waits keeps it where the old system does not vouch', async () => {
    const waiting = await addWaiting(on.store.database, on.act);
    const { logIn, asked } = createSubject({ knows: null });
    expect(await codeOf(logIn(waiting.email))).toBe('invalid_credentials');
    expect(asked).toMatchObject([{ email: waiting.email }]);
    expect(await on.store.database.registrations.findByEmail(waiting.email)).toEqual(waiting);
  });
});
