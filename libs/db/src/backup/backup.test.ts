// A copy of a file that is written to, and its way back: what is refused, what is kept, and what is good no more.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  NOW,
  sampleAccount,
  sampleMail,
  sampleRegistration,
  sampleSession,
  sampleToken,
} from '../contract/samples.ts';
import type { Database } from '../ports.ts';
import { openSqlite } from '../sqlite/index.ts';
import { SCHEMA_VERSION } from '../sqlite/migrations.ts';
import { temporaryFile, type TemporaryFile } from '../sqlite/temporary.ts';
import { renewedKeyOf, storeKeyOf } from '../store-key.ts';
import { backUp, restore, type RestoreOptions, type Settlement } from './index.ts';

const now = (): Date => NOW;
const AS_IT_IS: Settlement = { settle: (account) => account, values: () => ({}) };
const HOLD = `
  const { DatabaseSync } = require('node:sqlite');
  const database = new DatabaseSync(process.argv[1]);
  database.prepare('SELECT count(*) FROM users').get();
  process.stdout.write('open');
  process.stdin.on('end', () => process.exit()).resume();
`;

let file: TemporaryFile;
let database: Database;
let copy: string;
const account = sampleAccount({ pendingEmail: 'new@example.com', pendingId: 'p-1' });
beforeEach(async () => {
  file = await temporaryFile();
  database = openSqlite(file.path);
  await database.migrate();
  await database.users.insert(account);
  copy = `${file.path}.copy`;
});
afterEach(async () => {
  await database.close();
  await file.remove();
});

const backUpNow = () => backUp({ source: file.path, target: copy, now });
const restoreNow = (options: Partial<RestoreOptions> = {}) =>
  restore({ source: copy, target: file.path, now, settlementOf: () => AS_IT_IS, ...options });
const folderOf = (path: string) => readdirSync(join(path, '..')).toSorted();
const idsIn = (path: string): readonly unknown[] => {
  const read = new DatabaseSync(path, { readOnly: true });
  const ids = read.prepare('SELECT id FROM users ORDER BY id').all();
  read.close();
  return ids.map(({ id }) => id);
};

describe('a copy', () => {
  test('is whole, for its owner alone, says when it was made, and has nothing beside it', async () => {
    expect(await backUpNow()).toEqual({ takenAt: NOW, accounts: 1, bytes: statSync(copy).size });
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    expect(folderOf(copy).filter((name) => /copy|draft/.test(name))).toEqual(['gatehouse.db.copy']);
    expect(idsIn(copy)).toEqual([account.id]);
  });

  test('is of one moment while others write: of two writes in order never the second alone', async () => {
    const writing = spawnWriter(file.path);
    await once(writing.stdout!, 'data');
    for (let count = 0; count < 3; count += 1) {
      await backUp({ source: file.path, target: `${copy}${count}`, now });
      const read = new DatabaseSync(`${copy}${count}`, { readOnly: true });
      const rows = read.prepare(
        `SELECT value FROM shared_values WHERE name IN ('first', 'second') ORDER BY name`,
      );
      const [first, second] = rows.all().map(({ value }) => Number(value));
      expect([0, 1]).toContain(first! - second!);
      read.close();
    }
    writing.kill('SIGKILL');
    await once(writing, 'exit');
  });

  test('has nothing of what was deleted', async () => {
    const gone = sampleAccount({ lastName: 'Unforgettable' });
    await database.users.insert(gone);
    await database.users.remove(gone.id);
    await backUpNow();
    expect(readFileSync(copy).includes('Unforgettable')).toBe(false);
  });

  test('overwrites nothing, and tells of a folder or a database that is not there', async () => {
    writeFileSync(copy, 'mine');
    await expect(backUpNow()).rejects.toThrow(`${copy} is there already, and is not overwritten`);
    expect(readFileSync(copy, 'utf8')).toBe('mine');
    rmSync(copy);
    symlinkSync('nowhere', copy);
    await expect(backUpNow()).rejects.toThrow('is there already');
    const lost = join(file.path, '../nowhere/x.db');
    await expect(backUp({ source: file.path, target: lost, now })).rejects.toThrow(
      `${lost} cannot be written: its folder is not there`,
    );
    await expect(backUp({ source: lost, target: `${copy}2`, now })).rejects.toThrow(`${lost} is not there`);
  });

  test('is not made of a file that is damaged, or of something else', async () => {
    await database.close();
    writeFileSync(file.path, 'x'.repeat(10_000));
    await expect(backUpNow()).rejects.toThrow(`${file.path} cannot be copied (file is not a database, 26)`);
    rmSync(file.path);
    const foreign = new DatabaseSync(file.path);
    foreign.exec('CREATE TABLE users (id, name); PRAGMA user_version = 7');
    foreign.close();
    await expect(backUpNow()).rejects.toThrow(`${file.path} is no database of Gatehouse`);
    expect(existsSync(copy)).toBe(false);
  });
});

describe('a restore', () => {
  beforeEach(async () => void (await backUpNow()));

  test('puts the copy in place, keeps what was there under a name that it says, and leaves the copy as it was', async () => {
    const later = sampleAccount();
    await database.users.insert(later);
    await database.close();
    const before = readFileSync(copy);
    const { keptAs } = restoreNow();
    expect(keptAs).toBe(`${file.path}.replaced-21000101T120000.123Z`);
    expect(folderOf(file.path).filter((name) => /draft|wal|shm|journal/.test(name))).toEqual([]);
    expect([idsIn(file.path), idsIn(keptAs!)]).toEqual([[account.id], [account.id, later.id].toSorted()]);
    expect(statSync(file.path).mode & 0o777).toBe(0o600);
    expect(readFileSync(copy).equals(before)).toBe(true);
  });

  test('brings nothing back to life that was given out, and no number means two things', async () => {
    rmSync(copy);
    await database.sessions.insert(sampleSession({ accountId: account.id, epoch: 41 }));
    await database.tokens.insert(sampleToken());
    await database.registrations.insert(sampleRegistration());
    await database.mails.insert(sampleMail());
    await database.counters.add('counted', 3, 3600);
    await backUpNow();
    await database.close();
    expect(restoreNow().ended).toEqual({ sessions: 1, tokens: 1, registrations: 1, mails: 1 });
    const after = openSqlite(file.path);
    const settled = await after.users.findById(account.id);
    expect(settled).toEqual({
      ...account,
      epoch: 1_000_041,
      credentialGeneration: account.credentialGeneration + 1_000_000,
      factorsGeneration: account.factorsGeneration + 1_000_000,
      pendingEmail: null,
      pendingId: null,
    });
    expect(await after.sessions.listByAccount(account.id, NOW)).toEqual([]);
    expect(await after.tokens.find(sampleToken().digest)).toBeNull();
    expect(await after.counters.find('counted')).toMatchObject({ count: 3 });
    await after.close();
  });

  test('keeps the key of the store, and renews the key of what no store keeps', async () => {
    const keys = async (opened: Database) => [
      await storeKeyOf(opened.values, 'any'),
      await renewedKeyOf(opened.values, 'any'),
    ];
    const [kept, renewed] = await keys(database);
    expect(renewed!.equals(kept!)).toBe(true);
    await database.close();
    restoreNow();
    const after = openSqlite(file.path);
    const [keptAfter, renewedAfter] = await keys(after);
    expect([keptAfter!.equals(kept!), renewedAfter!.equals(renewed!)]).toEqual([true, false]);
    await after.close();
  });

  test('settles each account by what it is told, with the time of the copy, and sets shared values at the end', async () => {
    const [gone, kept] = [sampleAccount({ lastName: 'Unforgettable' }), sampleAccount()];
    await database.users.insert(gone);
    await database.users.insert(kept);
    rmSync(copy);
    await backUpNow();
    await database.close();
    let seen: unknown;
    restoreNow({
      settlementOf: (takenAt) => (
        (seen = takenAt),
        {
          settle: (each) => (each.id === gone.id ? null : { ...each, disabled: each.id === kept.id }),
          values: () => ({ imported_hashes: '7' }),
        }
      ),
    });
    expect(seen).toEqual(NOW);
    expect(readFileSync(file.path).includes('Unforgettable')).toBe(false);
    const after = openSqlite(file.path);
    expect(await after.users.findById(gone.id)).toBeNull();
    expect(await after.users.findById(kept.id)).toMatchObject({ disabled: true });
    expect(await after.values.find('imported_hashes')).toBe('7');
    await after.close();
  });

  test('of a file that was copied in another way tells no time, also after a restore from one that did', async () => {
    await database.close();
    const times: (Date | null)[] = [];
    const settlementOf = (takenAt: Date | null): Settlement => (times.push(takenAt), AS_IT_IS);
    const { keptAs } = restoreNow({ settlementOf });
    restoreNow({ settlementOf, source: keptAs!, now: () => new Date(+NOW + 1) });
    copyFileSync(file.path, `${copy}2`);
    restoreNow({ settlementOf, source: `${copy}2`, now: () => new Date(+NOW + 2) });
    expect(times).toEqual([NOW, null, null]);
  });

  test('works on what it may write to, of a copy that nobody may', async () => {
    await database.close();
    chmodSync(copy, 0o400);
    const modes: number[] = [];
    const onStep = (step: string): void => {
      const draft = folderOf(file.path).find((name) => name.includes('.draft-'));
      if (step === 'copied') modes.push(statSync(join(file.path, '..', draft!, 'restored.db')).mode & 0o777);
    };
    restoreNow({ onStep });
    expect([...modes, statSync(copy).mode & 0o777]).toEqual([0o600, 0o400]);
  });

  test('makes the database where there is none, with its folder', async () => {
    const target = join(file.path, '../new/gatehouse.db');
    expect(restoreNow({ target }).keptAs).toBeNull();
    expect(idsIn(target)).toEqual([account.id]);
  });

  test('brings in what a process that was killed has left in the log, and keeps it with the old file', async () => {
    const holder = await hold(file.path);
    const later = sampleAccount();
    await database.users.insert(later);
    await database.close();
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect(existsSync(`${file.path}-wal`)).toBe(true);
    const { keptAs } = restoreNow();
    expect(idsIn(keptAs!)).toContain(later.id);
    expect(idsIn(file.path)).toEqual([account.id]);
  });

  test('migrates a copy of an older schema', async () => {
    await database.close();
    const older = new DatabaseSync(copy);
    older.exec('DROP TABLE mails; DROP TABLE one_time_tokens; DROP TABLE waiting_registrations');
    older.exec(
      `UPDATE shared_values SET value = '4' WHERE name = 'schema_version'; DROP INDEX users_admins; DROP INDEX users_pending_email`,
    );
    for (const column of [
      'pending_email',
      'pending_id',
      'credential_generation',
      'factors',
      'factors_generation',
      'vouches',
    ])
      older.exec(`ALTER TABLE users DROP COLUMN ${column}`);
    older.exec('ALTER TABLE sessions DROP COLUMN amr');
    older.close();
    restoreNow();
    const after = openSqlite(file.path);
    expect(await after.users.findById(account.id)).toMatchObject({
      email: account.email,
      factorsGeneration: 1_000_000,
    });
    await after.close();
  });

  describe('refuses, and changes nothing:', () => {
    afterEach(() => expect(folderOf(file.path).filter((name) => /draft|replaced/.test(name))).toEqual([]));

    test('a database that another process has open, however idle it is', async () => {
      await database.close();
      const holder = await hold(file.path);
      expect(() => restoreNow()).toThrow(`${file.path} is in use: stop the gateway`);
      holder.stdin!.end();
      await once(holder, 'exit');
    });

    test('one that this process has open', async () => {
      await database.users.findById('any');
      expect(() => restoreNow()).toThrow('is in use');
      expect(await database.users.findById(account.id)).toEqual(account);
    });

    test.each<[string, (path: string) => void, RegExp]>([
      ['is not there', (path) => rmSync(path), /is not there/],
      ['is a folder', (path) => (rmSync(path), mkdirSync(path)), /is no file/],
      ['is none of SQLite', (path) => writeFileSync(path, 'x'.repeat(9000)), /is no SQLite file/],
      ['is empty', (path) => writeFileSync(path, ''), /is no database of Gatehouse/],
      ['is cut off', (path) => truncateSync(path, 20_480), /is damaged: /],
      ['is damaged within', (path) => writeFileSync(path, damaged(readFileSync(path))), /is damaged: /],
      ['is of something else', (path) => replaceBy(path, 'CREATE TABLE t (a)'), /no database of Gatehouse/],
      [
        'has other columns',
        (path) => execIn(path, 'ALTER TABLE users RENAME COLUMN roles TO groups'),
        /no database of/,
      ],
      [
        'is newer',
        (path) => execIn(path, `UPDATE shared_values SET value = '99' WHERE name = 'schema_version'`),
        new RegExp(`has schema version 99, and this release knows ${SCHEMA_VERSION}`),
      ],
      ['has a log beside it', (path) => writeFileSync(`${path}-wal`, ''), /has a -wal file beside it/],
      [
        'has an account that cannot be read',
        (path) => execIn(path, `UPDATE users SET factors = '{"totp":null}'`),
        /cannot be restored/,
      ],
      ['is the database', (path) => (rmSync(path), linkSync(file.path, path)), /is the database itself/],
    ])('a copy that %s', async (_what, spoil, rule) => {
      await database.close();
      const before = readFileSync(file.path);
      spoil(copy);
      expect(() => restoreNow()).toThrow(rule);
      expect(() => restoreNow()).toThrow(copy);
      expect(readFileSync(file.path).equals(before)).toBe(true);
    });

    test('a database that is damaged itself, and what one has left without itself', async () => {
      await database.close();
      writeFileSync(file.path, 'x'.repeat(9000));
      expect(() => restoreNow()).toThrow(/cannot be held .* move it away/);
      rmSync(file.path);
      writeFileSync(`${file.path}-wal`, 'x');
      expect(() => restoreNow()).toThrow(`${file.path}-wal lies there without its database`);
    });
  });
});

const damaged = (whole: Buffer): Buffer => {
  whole.fill(0x7f, 4096 * 2, 4096 * 4);
  return whole;
};

const execIn = (path: string, sql: string): void => {
  const opened = new DatabaseSync(path);
  opened.exec(sql);
  opened.close();
};

const replaceBy = (path: string, sql: string): void => {
  rmSync(path);
  execIn(path, sql);
};

const hold = async (path: string): Promise<ChildProcess> => {
  const child = spawn(process.execPath, ['-e', HOLD, path], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
};

const WRITE = `
  const { DatabaseSync } = require('node:sqlite');
  const database = new DatabaseSync(process.argv[1], { timeout: 1000 });
  const write = database.prepare('INSERT OR REPLACE INTO shared_values (name, value) VALUES (?, ?)');
  for (let count = 1; ; count += 1) {
    write.run('first', String(count));
    write.run('second', String(count));
    if (count === 10) process.stdout.write('writing');
  }
`;

const spawnWriter = (path: string): ChildProcess =>
  spawn(process.execPath, ['-e', WRITE, path], { stdio: ['ignore', 'pipe', 'inherit'] });
