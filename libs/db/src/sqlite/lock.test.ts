// A database that another process holds locked: bounded in time, without holding up the event loop.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { DatabaseSync } from 'node:sqlite';
import { sampleAccount } from '../contract/samples.ts';
import { expectUnavailable } from '../contract/subject.ts';
import type { Database } from '../ports.ts';
import { openSqlite } from './index.ts';
import type { TemporaryFile } from './temporary.ts';
import { temporaryFile } from './temporary.ts';

const HOLD_LOCK = `
  const { DatabaseSync } = require('node:sqlite');
  const database = new DatabaseSync(process.argv[1]);
  database.exec('BEGIN EXCLUSIVE');
  process.stdout.write('locked');
  process.stdin.on('end', () => process.exit()).resume();
`;

describe('a database locked by another process', () => {
  let file: TemporaryFile;
  let database: Database;
  let holder: ChildProcess | undefined;
  beforeEach(async () => {
    file = await temporaryFile();
    database = openSqlite(file.path, { timeoutMs: 200 });
    await database.migrate();
    holder = await holdLock(file.path);
  });
  afterEach(async () => {
    await release();
    await database.close();
    await file.remove();
  });
  const release = async (): Promise<void> => {
    if (!holder) return;
    const exited = once(holder, 'exit');
    holder.stdin?.end();
    holder = undefined;
    await exited;
  };

  test('writes are store_unavailable, reads go on, and after the release all is well', async () => {
    const account = sampleAccount();
    await expectUnavailable(database.users.insert(account));
    expect(await database.users.findById(account.id)).toBeNull();
    await release();
    await database.users.insert(account);
    expect(await database.users.findById(account.id)).toEqual(account);
  });

  test('a migration that has nothing to do needs no lock', async () => {
    await expect(database.migrate()).resolves.toBeUndefined();
  });

  test('one that has something to do is store_unavailable', async () => {
    await release();
    const old = new DatabaseSync(file.path);
    old.exec('PRAGMA user_version = 0');
    old.close();
    holder = await holdLock(file.path);
    await expectUnavailable(database.migrate());
  });

  test('writes that wait leave the event loop free for others', async () => {
    let ticks = 0;
    const ticking = setInterval(() => (ticks += 1), 5);
    await Promise.all(Array.from({ length: 10 }, () => expectUnavailable(database.users.raiseEpoch('any'))));
    clearInterval(ticking);
    expect(ticks).toBeGreaterThan(5);
  });

  test('a write that began to wait goes through when the lock is released in its time', async () => {
    const patient = openSqlite(file.path, { timeoutMs: 10_000 });
    const account = sampleAccount();
    const inserted = patient.users.insert(account);
    await release();
    await inserted;
    expect(await patient.users.findById(account.id)).toEqual(account);
    await patient.close();
  });
});

const holdLock = async (path: string): Promise<ChildProcess> => {
  const child = spawn(process.execPath, ['-e', HOLD_LOCK, path], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
};
