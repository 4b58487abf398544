import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { newAccount, type Database } from '@gatehouse/db';
import { describeOnEachStore } from '@gatehouse/db/testing';
import { createLogger } from '@gatehouse/log';
import { english, openTransport, parseMailUrl, sendDue } from './index.ts';
import { writeMail } from './rows.ts';

const AsyncFunction = (async () => undefined).constructor as new (
  ...parts: readonly string[]
) => (...values: readonly unknown[]) => Promise<unknown>;

const run = (example: string, known: Readonly<Record<string, unknown>>): Promise<unknown> =>
  new AsyncFunction(...Object.keys(known), example)(...Object.values(known));

const accountIn = async ({ users }: Database) => {
  const name = { firstName: 'Ada', lastName: 'Lovelace' };
  const account = newAccount({
    ...{ id: 'a1', ...name, email: 'ada@example.com', passwordHash: 'hash', now: new Date() },
  });
  await users.insert(account);
  return account;
};

describeOnEachStore<{ readonly none: true }>(
  'the examples of the README',
  (on) => {
    test('work as they stand there: the mail of the first is sent by the second', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'outbox-'));
      const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
      const [write = '', send = ''] = [...readme.matchAll(/```ts\nimport .*\n\n([\s\S]*?)\n```/g)].map(
        ([, example = '']) => example,
      );
      const { database } = on.store;
      await run(write, { database, writeMail, account: await accountIn(database) });
      await run(send, {
        ...{ database, english, openTransport, parseMailUrl, sendDue, randomBytes },
        url: `file:${folder}`,
        now: () => new Date(),
        logger: createLogger({ level: 'ERROR', service: 'test' }),
      });
      expect(await readdir(folder)).toEqual([expect.stringMatching(/\.eml$/)]);
      await rm(folder, { recursive: true });
    });
  },
  async () => ({ none: true }),
);
