import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Mail } from '@gatehouse/db';
import { writeMail, type NewMail, type Occasion } from './rows.ts';

const start = new Date('2026-01-01T00:00:00.000Z');
const later = (ms: number): Date => new Date(start.getTime() + ms);

let rows: Map<string, Mail>;
const mails = {
  insert: async (mail: Mail): Promise<boolean> => {
    if (rows.has(mail.id)) return false;
    rows.set(mail.id, mail);
    return true;
  },
};
const write = (occasion: Occasion, more: Partial<Pick<NewMail, 'accountId' | 'now'>> = {}): Promise<void> =>
  writeMail(mails, { ...occasion, accountId: 'a-1', now: start, ...more });

beforeEach(() => {
  rows = new Map();
});

test('a row says kind, account and cause, and is due at once', async () => {
  await write({ kind: 'reset_password', cause: { why: 'forgot', credentialGeneration: 2 } });
  const [row] = rows.values();
  expect(row).toEqual({
    id: expect.stringMatching(/^[\w-]{36}$/),
    kind: 'reset_password',
    accountId: 'a-1',
    cause: '{"why":"forgot","credentialGeneration":2}',
    createdAt: start,
    dueAt: start,
    attempts: 0,
  });
});

const changes: readonly { readonly one: Occasion; readonly next: Occasion }[] = [
  {
    one: { kind: 'password_changed', cause: { credentialGeneration: 1, epoch: 1 } },
    next: { kind: 'password_changed', cause: { credentialGeneration: 2, epoch: 2 } },
  },
  {
    one: { kind: 'email_changed', cause: { why: 'counted', to: 'ada@example.com', credentialGeneration: 1 } },
    next: {
      kind: 'email_changed',
      cause: { why: 'counted', to: 'eve@example.com', credentialGeneration: 2 },
    },
  },
  {
    one: { kind: 'second_factor_changed', cause: { factorsGeneration: 1 } },
    next: { kind: 'second_factor_changed', cause: { factorsGeneration: 2 } },
  },
];

describe.each(changes)('a notice of a change: $one.kind', ({ one, next }) => {
  test('is one row for all requests that race for the change', async () => {
    await write(one);
    await write(one, { now: later(29_999) });
    expect(rows.size).toBe(1);
  });

  test('is a row of its own for another change, account, or a request long after', async () => {
    await write(one);
    await write(next);
    await write(one, { accountId: 'a-2' });
    await write(one, { now: later(30_000) });
    expect(rows.size).toBe(4);
  });
});

test.each<Occasion>([
  { kind: 'verify_email', cause: { why: 'waiting' } },
  { kind: 'reset_password', cause: { why: 'forgot', credentialGeneration: 1 } },
  { kind: 'email_changed', cause: { why: 'asked', to: 'ada@example.com', pendingId: 'p-1' } },
  { kind: 'account_exists', cause: {} },
])('a mail that is asked for twice is two rows: $kind', async (occasion) => {
  await write(occasion);
  await write(occasion);
  expect(rows.size).toBe(2);
});
