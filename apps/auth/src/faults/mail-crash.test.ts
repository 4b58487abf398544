// Senders that are killed anywhere: no mail is lost, and one that was sent when its sender died is sent once more.
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Account } from '@gatehouse/db';
import { storesUnderTest, type StoreUnderTest } from '@gatehouse/db/testing';
import { english, openTransport, sendDue } from '@gatehouse/mail';
import { writeMail } from '@gatehouse/mail/rows';
import { digestOf } from '@gatehouse/sessions';
import { atEveryPoint } from '@gatehouse/test-support';
import { addAccount } from '../testing.ts';

const SCRIPT = join(import.meta.dirname, 'mail-crash.ts');
/** A claimed row is left alone for half a minute. */
const LATER_MS = 60_000;

describe.each(storesUnderTest('crash of the sender'))('on $name, a sender that is killed', ({ open }) => {
  let store: StoreUnderTest;
  let folder: string;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store?.remove());

  const sendLater = (): Promise<void> => {
    const now = (): Date => new Date(Date.now() + LATER_MS);
    const transport = openTransport({ by: 'file', folder }, { env: {}, now });
    return sendDue({
      ...store.database,
      transport: async () => transport,
      from: 'no-reply@example.com',
      accountUrl: 'https://example.com/account',
      texts: english,
      logger: { debug: () => undefined, warn: () => undefined, error: () => undefined },
      random: randomBytes,
      now,
    });
  };

  /** The tokens of the mails that were sent, oldest first. */
  const sent = async (): Promise<readonly string[]> => {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.eml')).sort();
    const mails = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
    return mails.map((mail) => /&token=([\w-]{43})\r$/m.exec(mail)?.[1] ?? '');
  };

  test('at any point loses no mail: its link is good, and its row is gone', async () => {
    let account: Account | undefined;
    const planned = async () => {
      folder = await mkdtemp(join(tmpdir(), 'mail-crash-'));
      account = await addAccount(store.database);
      const cause = { why: 'resend', email: account.email } as const;
      const mail = { kind: 'verify_email', accountId: account.id, cause, now: new Date() } as const;
      await writeMail(store.database.mails, mail);
      return { url: store.url, folder };
    };
    const calls = await atEveryPoint(SCRIPT, planned, async (acknowledged) => {
      const before = await sent();
      if (acknowledged) expect(before).toHaveLength(1);
      const isLeft = (await store.database.mails.listOf(account!.id)).length > 0;
      if (!isLeft) expect(before).toHaveLength(1);
      await sendLater();
      const all = await sent();
      expect(all).toHaveLength(before.length + (isLeft ? 1 : 0));
      expect(await store.database.tokens.find(digestOf(all.at(-1) ?? ''))).toMatchObject({
        accountId: account!.id,
        binding: account!.email,
      });
      expect(await store.database.mails.listOf(account!.id)).toEqual([]);
      await rm(folder, { recursive: true });
    });
    expect(calls).toBe(8);
  });
});
