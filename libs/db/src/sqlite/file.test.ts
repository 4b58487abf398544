// What happens to the file: who makes it, who may read it, and what operations answer while it is missing or broken.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync, mkdirSync } from 'node:fs';
import { copyFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { NOW, rotated, sampleAccount, sampleFactors, sampleSession } from '../contract/samples.ts';
import { expectUnavailable } from '../contract/subject.ts';
import type { Database } from '../ports.ts';
import { openSqlite } from './index.ts';
import { MIGRATIONS, SCHEMA_VERSION } from './migrations.ts';
import { toSessionRow, toUserRow } from './rows.ts';
import type { TemporaryFile } from './temporary.ts';
import { temporaryFile } from './temporary.ts';

let file: TemporaryFile;
let database: Database;
beforeEach(async () => {
  file = await temporaryFile();
  database = openSqlite(file.path, { timeoutMs: 250 });
});
afterEach(async () => {
  await database.close();
  await file.remove();
});

const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);

describe('the migration', () => {
  test('makes the file for its owner alone, and the missing folder too', async () => {
    await database.migrate();
    expect(await modeOf(file.path)).toBe('600');
    expect(await modeOf(dirname(file.path))).toBe('700');
  });

  test('leaves a file as it is that a newer release has migrated, and says so', async () => {
    const notices: string[] = [];
    await database.migrate();
    setVersion(file.path, 99);
    const older = openSqlite(file.path, { onNotice: (notice) => notices.push(notice) });
    await older.migrate();
    expect(notices).toEqual([
      `The database has schema version 99 and this release knows ${SCHEMA_VERSION}: it is left as it is`,
    ]);
    await older.users.insert(sampleAccount());
    await older.close();
  });

  test('refuses a file from which a newer release has taken what this one needs', async () => {
    await database.migrate();
    setVersion(file.path, 99);
    const newer = new DatabaseSync(file.path);
    newer.exec('ALTER TABLE users RENAME COLUMN last_name TO family_name');
    newer.close();
    await expect(database.migrate()).rejects.toThrow(
      `schema version 99 and this release knows ${SCHEMA_VERSION}, and needs users.last_name`,
    );
    await expect(database.migrate()).rejects.not.toHaveProperty('code');
  });

  test('says once what it has changed', async () => {
    const notices: string[] = [];
    const told = openSqlite(file.path, { onNotice: (notice) => notices.push(notice) });
    await told.migrate();
    await told.migrate();
    expect(notices).toEqual([`The schema went from version 0 to ${SCHEMA_VERSION}`]);
    await told.close();
  });

  test('a step that fails leaves the file as it was, and succeeds when its cause is gone', async () => {
    await database.migrate();
    setVersion(file.path, 0);
    await expect(database.migrate()).rejects.toThrow('already exists');
    await expectUnavailable(database.users.findById('any'));
    setVersion(file.path, SCHEMA_VERSION);
    await expect(database.migrate()).resolves.toBeUndefined();
  });

  test('keeps a session of the release that did not count replays yet', async () => {
    const session = rotated(sampleSession({ amr: ['pwd'] }));
    writeAsOf(2, 'sessions', toSessionRow(session));
    await database.migrate();
    expect(await database.sessions.findById(session.id)).toEqual({
      ...session,
      predecessor: { ...session.predecessor, network: null },
    });
  });

  test('keeps an account of the release that knew no factors, which can have some from then on', async () => {
    const account = sampleAccount();
    writeAsOf(4, 'users', toUserRow(account));
    await database.migrate();
    expect(await database.users.findById(account.id)).toEqual(account);
    const swap = { from: 0, epoch: 0, factors: sampleFactors(), endsSessions: false, now: NOW };
    expect(await database.users.swapFactors(account.id, swap)).toBe(true);
  });

  /** A file of the schema's version, with this row as far as that version has its columns. */
  const writeAsOf = (version: number, table: string, row: Readonly<Record<string, SQLInputValue>>): void => {
    mkdirSync(dirname(file.path), { recursive: true });
    const older = new DatabaseSync(file.path);
    for (const migration of MIGRATIONS.slice(0, version)) older.exec(migration);
    older.exec(`PRAGMA user_version = ${version}`);
    const columns = older
      .prepare(`PRAGMA table_info(${table})`)
      .all()
      .map(({ name }) => String(name));
    older
      .prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (:${columns.join(', :')})`)
      .run(Object.fromEntries(columns.map((name) => [name, row[name]!])));
    older.close();
  };

  test('answers store_unavailable for a file that is no database', async () => {
    await database.migrate();
    await writeFile(file.path, 'not a database'.repeat(1000));
    await expectUnavailable(database.migrate());
  });
});

describe('operations', () => {
  test('a missing file is store_unavailable and is not made', async () => {
    await expectUnavailable(database.users.findById('any'));
    await expectUnavailable(database.users.insert(sampleAccount()));
    expect(existsSync(dirname(file.path))).toBe(false);
  });

  test('an empty file is store_unavailable until it is migrated', async () => {
    await database.migrate();
    await truncate(file.path);
    await expectUnavailable(database.users.findById('any'));
    await database.migrate();
    expect(await database.users.findById('any')).toBeNull();
  });

  test('a schema that a newer release has added to still serves', async () => {
    await database.migrate();
    const newer = new DatabaseSync(file.path);
    newer.exec(`ALTER TABLE users ADD COLUMN locale TEXT; PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
    newer.close();
    const account = sampleAccount();
    await database.users.insert(account);
    expect(await database.users.findById(account.id)).toEqual(account);
  });

  test('a file that is removed under an open database is store_unavailable, and its copy serves again', async () => {
    const account = sampleAccount();
    await database.migrate();
    await database.users.insert(account);
    await database.close();
    database = openSqlite(file.path, { timeoutMs: 250 });
    await database.users.findById(account.id);
    await copyFile(file.path, `${file.path}.copy`);
    await rm(file.path);
    await expectUnavailable(database.users.insert(sampleAccount()));
    await rename(`${file.path}.copy`, file.path);
    expect(await database.users.findById(account.id)).toEqual(account);
  });

  test('a corrupt file is store_unavailable, and a repaired one serves again', async () => {
    await database.migrate();
    await database.close();
    await copyFile(file.path, `${file.path}.good`);
    await writeFile(file.path, Buffer.alloc(40_960, 0x5a));
    database = openSqlite(file.path, { timeoutMs: 250 });
    await expectUnavailable(database.users.findById('any'));
    await copyFile(`${file.path}.good`, file.path);
    expect(await database.users.findById('any')).toBeNull();
  });

  test('pages that are damaged behind a good header are store_unavailable too', async () => {
    await database.migrate();
    await database.close();
    const { size } = await stat(file.path);
    const half = new DatabaseSync(file.path);
    half.exec('PRAGMA journal_mode = DELETE');
    half.close();
    await truncate(file.path, size / 2);
    database = openSqlite(file.path, { timeoutMs: 250 });
    await expectUnavailable(database.sessions.dropExpired(new Date(), 1));
  });
});

const setVersion = (path: string, version: number): void => {
  const database = new DatabaseSync(path);
  database.exec(`PRAGMA user_version = ${version}`);
  database.close();
};
