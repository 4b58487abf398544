import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { newAccount, type Account, type Mail } from '@gatehouse/db';
import { describeOnEachStore } from '@gatehouse/db/testing';
import { countedIn } from '@gatehouse/metrics/testing';
import { digestOf } from '@gatehouse/sessions';
import { english, MailNotSent, sendDue, type Message, type SenderDeps, type SmtpAddress } from '../index.ts';
import { writeMail, type Occasion } from '../rows.ts';
import { startSmtpServer, type SmtpServer } from '../testing/smtp-server.ts';
import { smtp } from '../transports/smtp.ts';

/** The time is a test's own, far from that of other tests on the same store, and ahead: a store drops by itself what is long over. */
let start: Date;
let now: Date;
const pass = (seconds: number): void => void (now = new Date(now.getTime() + seconds * 1000));

let server: SmtpServer;
let lines: { readonly level: string; readonly message: string; readonly fields?: object | undefined }[];

beforeEach(async () => {
  start = new Date('2099-01-01T00:00:00.000Z');
  [now, lines] = [start, []];
  server = await startSmtpServer();
});
afterEach(() => server.stop());

const serverAt = (port: number): SmtpAddress => ({
  by: 'smtp',
  host: '127.0.0.1',
  port,
  startsWithTls: false,
  auth: null,
});
const UNHURRIED = { stepMs: 60_000, mailMs: 60_000 };

const log = (level: string) => (message: string, fields?: object) =>
  void lines.push({ level, message, fields });

const tokenIn = (raw = ''): string => /#action=\w+&token=([\w-]{43})$/m.exec(raw)?.[1] ?? '';
const toWhom = (): readonly string[] => server.received.map(({ to }) => to).sort();

describeOnEachStore<{ readonly deps: SenderDeps }>(
  'the sender',
  (on) => {
    const insert = async (more: Partial<Account> = {}): Promise<Account> => {
      const id = randomUUID();
      const name = { firstName: 'Ada', lastName: 'Lovelace' };
      const account = newAccount({
        id,
        ...name,
        email: `${id}@example.com`,
        passwordHash: 'hash',
        now: start,
      });
      await on.store.database.users.insert({ ...account, ...more });
      return { ...account, ...more };
    };
    const write = (accountId: string, occasion: Occasion): Promise<void> =>
      writeMail(on.store.database.mails, { ...occasion, accountId, now });
    const forgot = ({ id, credentialGeneration }: Account): Promise<void> =>
      write(id, { kind: 'reset_password', cause: { why: 'forgot', credentialGeneration } });
    const resend = ({ id, email }: Account): Promise<void> =>
      write(id, { kind: 'verify_email', cause: { why: 'resend', email } });
    const left = async (): Promise<readonly Mail[]> =>
      on.store.database.mails.due(new Date(start.getTime() + 1e12), 1000);

    test('sends a mail once: with a token whose digest is stored, and without the row', async () => {
      const account = await insert();
      await forgot(account);
      await sendDue(on.deps);
      await sendDue(on.deps);
      expect(toWhom()).toEqual([account.email]);
      const [mail] = server.received;
      expect(mail?.raw).toMatch(/^X-Gatehouse-Kind: reset_password\r$/m);
      expect(mail?.from).toBe('no-reply@example.com');
      const token = tokenIn(mail?.raw.replaceAll('\r', ''));
      expect(await on.store.database.tokens.find(digestOf(token))).toEqual({
        digest: digestOf(token),
        kind: 'reset_password',
        accountId: account.id,
        binding: '0',
        triesLeft: 0,
        expiresAt: new Date(now.getTime() + 1_800_000),
      });
      expect(await left()).toEqual([]);
      expect(lines).toEqual([]);
    });

    test('counts what it sends, and each time that one cannot be sent', async () => {
      server.fail({ at: 'RCPT', how: 'refuse' });
      await forgot(await insert());
      expect(await countedIn(() => sendDue(on.deps))).toEqual({ MailsFailed: 1 });
      server.fail(null);
      pass(60);
      await forgot(await insert());
      expect(await countedIn(() => sendDue(on.deps))).toEqual({ MailsSent: 2 });
    });

    test('of 200 rows each is sent once, by two senders at once', async () => {
      const accounts = await Promise.all(Array.from({ length: 50 }, () => insert()));
      for (const account of accounts) for (let each = 0; each < 4; each += 1) await forgot(account);
      await Promise.all([sendDue(on.deps), sendDue(on.deps)]);
      expect(toWhom()).toEqual(accounts.flatMap(({ email }) => [email, email, email, email]).sort());
      expect(new Set(server.received.map(({ raw }) => tokenIn(raw.replaceAll('\r', '')))).size).toBe(200);
      expect(await left()).toEqual([]);
    });

    test('a row without its change waits, is sent when the change comes, and is dropped after a minute', async () => {
      const account = await insert();
      const notice: Occasion = { kind: 'password_changed', cause: { credentialGeneration: 1, epoch: 1 } };
      await write(account.id, notice);
      await sendDue(on.deps);
      expect(await left()).toHaveLength(1);
      await on.store.database.users.changePassword(account.id, { epoch: 0, passwordHash: 'new', now });
      pass(1);
      await sendDue(on.deps);
      expect(toWhom()).toEqual([account.email]);
      await write(account.id, { kind: 'second_factor_changed', cause: { factorsGeneration: 1 } });
      pass(61);
      await sendDue(on.deps);
      expect(await left()).toEqual([]);
      expect(server.received).toHaveLength(1);
    });

    test('a row of an address that nobody has is dropped, and nothing is sent or stored', async () => {
      await write(randomUUID(), {
        kind: 'reset_password',
        cause: { why: 'forgot', credentialGeneration: 0 },
      });
      await write(randomUUID(), { kind: 'account_exists', cause: {} });
      await sendDue(on.deps);
      expect(await left()).toEqual([]);
      expect(server.connections).toBe(0);
    });

    test('a link that is asked for again voids the ones before', async () => {
      const account = await insert();
      await resend(account);
      await sendDue(on.deps);
      await resend(account);
      await sendDue(on.deps);
      const [first = '', second = ''] = server.received.map(({ raw }) => tokenIn(raw.replaceAll('\r', '')));
      expect(await on.store.database.tokens.find(digestOf(first))).toBeNull();
      expect(await on.store.database.tokens.find(digestOf(second))).toMatchObject({ binding: account.email });
    });

    test('a link that is asked for again leaves one to another address of the account', async () => {
      const account = await insert();
      const pending = { id: 'p-1', email: 'new@example.com' };
      await on.store.database.users.setPendingEmail(account.id, pending, now);
      await write(account.id, { kind: 'verify_email', cause: { why: 'pending_resend', pendingId: 'p-1' } });
      await sendDue(on.deps);
      await resend(account);
      await sendDue(on.deps);
      const [token = ''] = server.received.map(({ raw }) => tokenIn(raw.replaceAll('\r', '')));
      expect(await on.store.database.tokens.find(digestOf(token))).toMatchObject({ binding: 'pending:p-1' });
    });

    test.each([
      ['refuses', { at: 'RCPT', how: 'refuse' }],
      ['cuts the connection', { at: 'DATA', how: 'cut' }],
    ] as const)('a server that %s is tried again with growing pauses, with a new token', async (_, plan) => {
      const account = await insert();
      await forgot(account);
      server.fail(plan);
      const triedAt: number[] = [];
      for (let seconds = 0; seconds < 600; seconds += 5) {
        const before = server.connections;
        await sendDue(on.deps);
        if (server.connections > before) triedAt.push(seconds);
        pass(5);
      }
      expect(triedAt).toEqual([0, 30, 60, 120, 240, 480]);
      expect(lines).toHaveLength(6);
      expect(lines[5]).toMatchObject({ level: 'warn', fields: { kind: 'reset_password', attempts: 6 } });
      expect(JSON.stringify(lines)).not.toMatch(/example\.com|token=/);
      server.fail(null);
      pass(3600);
      await sendDue(on.deps);
      expect(toWhom()).toEqual([account.email]);
      expect(await left()).toEqual([]);
    });

    test('a mail that fails for three days is given up, and said to be', async () => {
      await forgot(await insert());
      server.fail({ at: 'MAIL', how: 'refuse' });
      for (let hours = 0; hours < 75; hours += 1) {
        await sendDue(on.deps);
        pass(3600);
      }
      expect(await left()).toEqual([]);
      const given = lines.filter(({ level }) => level === 'error');
      expect(given).toEqual([
        {
          level: 'error',
          message: 'a mail is given up',
          fields: { kind: 'reset_password', attempts: expect.any(Number) },
        },
      ]);
    });

    test('one bad row and one address whose server is silent hold up no other mail', async () => {
      const [bad, ...others] = [await insert(), await insert(), await insert(), await insert()];
      await on.store.database.mails.insert({
        ...{ id: randomUUID(), kind: 'reset_password', accountId: bad.id, cause: 'nonsense' },
        ...{ createdAt: start, dueAt: start, attempts: 0 },
      });
      for (const account of [bad, ...others]) await forgot(account);
      const transport = await on.deps.transport();
      const allOthers = Promise.withResolvers<void>();
      const send = async (message: Message): Promise<void> => {
        if (message.to === bad.email) {
          await allOthers.promise;
          throw new MailNotSent('it was silent');
        }
        await transport.send(message);
        if (server.received.length === others.length) allOthers.resolve();
      };
      await sendDue({ ...on.deps, transport: async () => ({ send }) });
      expect(toWhom()).toEqual(others.map(({ email }) => email).sort());
      expect(await left()).toHaveLength(2);
      expect(lines.map(({ message }) => message).sort()).toEqual([
        'a mail has a cause that is not known here',
        'a mail was not sent, and is tried again',
      ]);
    });

    test('a transport that cannot be had costs no mail', async () => {
      const account = await insert();
      await forgot(account);
      await sendDue({ ...on.deps, transport: () => Promise.reject(new Error('no such secret')) });
      expect(lines).toMatchObject([{ level: 'error', message: 'a mail could not be seen to' }]);
      pass(30);
      await sendDue(on.deps);
      expect(toWhom()).toEqual([account.email]);
    });

    test('when the time is up no further row is begun', async () => {
      for (let each = 0; each < 30; each += 1) await forgot(await insert());
      await sendDue(on.deps, () => server.received.length >= 5);
      expect(server.received.length).toBeLessThan(20);
      await sendDue(on.deps);
      expect(server.received).toHaveLength(30);
    });

    describe('a sender that dies', () => {
      const CALLS = [
        'mails.due',
        'users.findById',
        'mails.claim',
        'tokens.dropOf',
        'tokens.insert',
        'mails.remove',
      ];

      test.each(CALLS)('behind %s loses no mail', async (name) => {
        const account = await insert();
        await resend(account);
        await sendDue({ ...on.deps, ...dyingAfter(on.deps, name) }).catch(() => undefined);
        pass(30);
        await sendDue(on.deps);
        const tokens = server.received.map(({ raw }) => tokenIn(raw.replaceAll('\r', '')));
        expect(server.received).toHaveLength(1);
        expect(await on.store.database.tokens.find(digestOf(tokens.at(-1) ?? ''))).toMatchObject({
          accountId: account.id,
        });
        expect(await left()).toEqual([]);
      });

      test('between sending and removing sends once more, with a link that is good', async () => {
        const account = await insert();
        await resend(account);
        const { mails } = on.deps;
        const dead = { ...mails, remove: () => Promise.reject(new Error('killed')) };
        await sendDue({ ...on.deps, mails: { ...dead, due: mails.due, claim: mails.claim } });
        expect(server.received).toHaveLength(1);
        pass(30);
        await sendDue(on.deps);
        expect(toWhom()).toEqual([account.email, account.email]);
        const last = tokenIn(server.received[1]?.raw.replaceAll('\r', ''));
        expect(await on.store.database.tokens.find(digestOf(last))).not.toBeNull();
      });
    });
  },
  async ({ database }) => {
    for (const { id } of await database.mails.due(new Date('2200-01-01'), 10_000))
      await database.mails.remove(id);
    const deps: SenderDeps = {
      ...database,
      transport: async () => smtp(serverAt(server.port), UNHURRIED),
      from: 'Example <no-reply@example.com>',
      accountUrl: 'https://example.com/account',
      texts: english,
      logger: { debug: log('debug'), warn: log('warn'), error: log('error') },
      random: randomBytes,
      now: () => now,
    };
    return { deps };
  },
);

/** Each call of the stores is made; behind the named one nothing else happens any more. */
const dyingAfter = (deps: SenderDeps, name: string): Pick<SenderDeps, 'mails' | 'users' | 'tokens'> => {
  let isDead = false;
  const wrap = <T extends object>(store: T, prefix: string): T =>
    new Proxy(store, {
      get:
        (target, method) =>
        async (...values: readonly unknown[]) => {
          if (isDead) throw new Error('killed');
          const call = Reflect.get(target, method) as (...all: readonly unknown[]) => Promise<unknown>;
          const answer = await call.apply(target, [...values]);
          if (`${prefix}.${String(method)}` !== name) return answer;
          isDead = true;
          throw new Error('killed');
        },
    });
  return {
    mails: wrap(deps.mails, 'mails'),
    users: wrap(deps.users, 'users'),
    tokens: wrap(deps.tokens, 'tokens'),
  };
};
