// The part of the contract about a database as a whole: its migration, several handles on it, and its end.
import { expect, test } from '@jest/globals';
import { sampleAccount, sampleSession } from './samples.ts';
import type { ContractSubject, OpenSubject } from './subject.ts';
import { atOnce, expectUnavailable } from './subject.ts';

export const describeLifecycle = (open: OpenSubject): void => {
  const withSubject = (use: (subject: ContractSubject) => Promise<void>) => async () => {
    const subject = await open();
    try {
      await use(subject);
    } finally {
      await subject.database.close();
      await subject.cleanup();
    }
  };

  test(
    'a database that was not migrated makes no account, and does once it is, without being opened again',
    withSubject(async ({ database }) => {
      const account = sampleAccount();
      await expectUnavailable(database.users.insert(account));
      await database.migrate();
      await database.users.insert(account);
      expect(await database.users.findById(account.id)).toEqual(account);
    }),
  );

  test(
    'a second migration loses nothing',
    withSubject(async ({ database }) => {
      const [account, session] = [sampleAccount(), sampleSession()];
      await database.migrate();
      await database.users.insert(account);
      await database.sessions.insert(session);
      await database.migrate();
      expect(await database.users.findById(account.id)).toEqual(account);
      expect(await database.sessions.findById(session.id)).toEqual(session);
    }),
  );

  test(
    'migrations through several handles at once all succeed',
    withSubject(async ({ database, reopen }) => {
      const handles = Array.from({ length: 4 }, reopen);
      try {
        await Promise.all(handles.map((handle) => handle.migrate()));
        await expect(database.users.insert(sampleAccount())).resolves.toBeUndefined();
      } finally {
        await Promise.all(handles.map((handle) => handle.close()));
      }
    }),
  );

  test(
    'what one handle has written, another reads at once',
    withSubject(async ({ database, reopen }) => {
      await database.migrate();
      const other = reopen();
      try {
        const accounts = Array.from({ length: 20 }, () => sampleAccount());
        const read = await atOnce(20, async (index) => {
          const account = accounts[index]!;
          await (index % 2 ? database : other).users.insert(account);
          return (index % 2 ? other : database).users.findById(account.id);
        });
        expect(read).toEqual(accounts);
      } finally {
        await other.close();
      }
    }),
  );

  test(
    'a closed database stays closed, and closing it again does nothing',
    withSubject(async ({ database }) => {
      await database.migrate();
      await database.users.findById('any');
      await database.close();
      await database.close();
      await expect(database.users.findById('any')).rejects.toThrow('closed');
    }),
  );
};
