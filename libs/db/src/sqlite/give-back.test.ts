// A file of an older release gives room back from a migration on that finds nobody else at it; a new one does from the beginning.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { DatabaseSync } from 'node:sqlite';
import { sampleAccount } from '../contract/samples.ts';
import type { Database } from '../ports.ts';
import { openSqlite } from './index.ts';
import type { TemporaryFile } from './temporary.ts';
import { temporaryFile } from './temporary.ts';
import { INCREMENTAL, numberOf } from './upkeep.ts';

const older = (await import(new URL('./older-release.mjs', import.meta.url).href)) as {
  readonly openSqlite: (file: string) => Database;
};

let file: TemporaryFile;
let notices: string[];
beforeEach(async () => {
  file = await temporaryFile();
  notices = [];
});
afterEach(() => file.remove());

const migrate = async (): Promise<readonly string[]> => {
  const database = openSqlite(file.path, { onNotice: (notice) => notices.push(notice) });
  await database.migrate();
  await database.close();
  return notices.splice(0);
};

const givesBack = (): boolean => {
  const database = new DatabaseSync(file.path);
  try {
    return numberOf(database, 'auto_vacuum') === INCREMENTAL;
  } finally {
    database.close();
  }
};

test('a new file gives room back', async () => {
  await migrate();
  expect(givesBack()).toBe(true);
});

test('an older one is left as it is while another process has it open, and rewritten once when none has', async () => {
  const account = sampleAccount();
  const before = older.openSqlite(file.path);
  await before.migrate();
  await before.users.insert(account);
  expect((await migrate()).at(-1)).toMatch(
    'keeps room that is freed in it, until a migration has run while nothing else',
  );
  expect(givesBack()).toBe(false);
  expect(await before.users.findById(account.id)).toMatchObject({ email: account.email });
  await before.close();
  expect(await migrate()).toEqual([
    'The file is rewritten once, so that it gives back room that is freed in it',
  ]);
  expect(givesBack()).toBe(true);
  expect(await migrate()).toEqual([]);
});

test('the older release serves a file that was rewritten', async () => {
  const [old, recent] = [sampleAccount(), sampleAccount()];
  const before = older.openSqlite(file.path);
  await before.migrate();
  await before.users.insert(old);
  await before.close();
  await migrate();
  const after = older.openSqlite(file.path);
  await after.migrate();
  await after.users.insert(recent);
  expect(await after.users.findById(old.id)).toMatchObject({ email: old.email });
  expect(await after.users.remove(recent.id)).toBe(true);
  await after.close();
});
