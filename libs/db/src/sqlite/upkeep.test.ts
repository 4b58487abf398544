// What happens to a file between requests: nothing of who was erased stays in it, and room that was freed goes back to the disk.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { waitUntil } from '@gatehouse/test-support';
import { readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { at, sampleAccount, sampleSession } from '../contract/samples.ts';
import { fillSqlite } from '../fill/fill-sqlite.ts';
import type { Database } from '../ports.ts';
import { openFile } from './file.ts';
import { openSqlite } from './index.ts';
import type { TemporaryFile } from './temporary.ts';
import { temporaryFile } from './temporary.ts';
import { createUpkeep, KEPT_FREE_PAGES, keeperOf, numberOf } from './upkeep.ts';

describe('the file', () => {
  let file: TemporaryFile;
  let database: Database;
  beforeEach(async () => {
    file = await temporaryFile();
    database = openSqlite(file.path);
    await database.migrate();
  });
  afterEach(async () => {
    await database.close();
    await file.remove();
  });

  const bytes = (): string =>
    ['', '-wal'].map((suffix) => readFileSync(file.path + suffix, 'latin1')).join('');
  const logBytes = (): number => statSync(`${file.path}-wal`).size;

  test('holds nothing of an account that was erased, nor does its log, a moment after', async () => {
    const ada = sampleAccount({ firstName: 'Augusta-Ada', lastName: 'Byron-Lovelace' });
    const session = sampleSession({ accountId: ada.id, userAgent: 'her own browser' });
    const others = Array.from({ length: 50 }, () => ({
      account: sampleAccount(),
      sessions: [sampleSession()],
    }));
    await fillSqlite(file.path, others, () => undefined);
    await database.users.insert(ada);
    await database.sessions.insert(session);
    const renamed = { firstName: 'Ada-King', email: `new-${ada.email}` };
    await database.users.update(ada.id, renamed, at(1));
    const kept = [ada.firstName, renamed.firstName, ada.lastName, ada.email, ada.id, session.userAgent];
    for (const text of kept) expect(bytes()).toContain(text);
    await database.sessions.dropEndedOf(ada.id, 1);
    await database.users.remove(ada.id);
    await waitUntil('the log is empty', () => logBytes() === 0);
    for (const text of kept) expect(bytes()).not.toContain(text);
    expect(await database.users.findById(others[0]!.account.id)).toEqual(others[0]!.account);
  });

  test('shrinks after very many sessions have gone, a bounded step at a time, and keeps some room', async () => {
    const opened = () => sampleSession({ userAgent: 'x'.repeat(1000) });
    const sessions = Array.from({ length: 4000 }, opened);
    await fillSqlite(file.path, [{ account: sampleAccount(), sessions }], () => undefined);
    const full = statSync(file.path).size;
    const direct = openFile(file.path);
    const turn = keeperOf(direct);
    direct.exec('DELETE FROM sessions');
    const pages = [numberOf(direct, 'page_count')];
    for (let more = true; more; pages.push(numberOf(direct, 'page_count'))) more = turn();
    expect(numberOf(direct, 'freelist_count')).toBe(KEPT_FREE_PAGES);
    direct.close();
    const steps = pages.slice(1).map((after, index) => pages[index]! - after);
    expect(steps.length).toBeGreaterThan(2);
    // A page in some hundred tells where others lie, and goes with them.
    expect(Math.max(...steps)).toBeLessThan(260);
    expect(statSync(file.path).size).toBeLessThan(full / 2);
  });

  test('is emptied of its log by a later turn, where another process kept the first one from it', () => {
    const [direct, reader] = [openFile(file.path), openFile(file.path)];
    const turn = keeperOf(direct);
    reader.exec('BEGIN; SELECT * FROM users');
    direct.exec(`INSERT INTO shared_values VALUES ('a', '1')`);
    expect([turn(), logBytes() > 0]).toEqual([false, true]);
    reader.close();
    expect([turn(), logBytes()]).toEqual([false, 0]);
    direct.close();
  });

  test('holds nothing of an account that a command has erased beside it, once the command is done', async () => {
    const ada = sampleAccount();
    await database.users.insert(ada);
    const command = openSqlite(file.path);
    await command.users.remove(ada.id);
    await command.close();
    expect(bytes().includes(ada.email)).toBe(false);
  });

  test('is left alone where nothing was written, and where another process writes', () => {
    const [direct, other] = [openFile(file.path), openFile(file.path)];
    const turn = keeperOf(direct);
    other.exec(`INSERT INTO shared_values VALUES ('a', '1')`);
    expect([turn(), logBytes() > 0]).toEqual([false, true]);
    direct.exec(`INSERT INTO shared_values VALUES ('b', '1')`);
    other.exec('BEGIN IMMEDIATE');
    expect([turn(), logBytes() > 0]).toEqual([false, true]);
    other.close();
    direct.exec(`INSERT INTO shared_values VALUES ('c', '1')`);
    expect([turn(), logBytes()]).toEqual([false, 0]);
    direct.close();
  });
});

describe('upkeep', () => {
  test('makes one turn after many calls, and others while something is left', async () => {
    const left = [true, true, false];
    const made: boolean[] = [];
    const upkeep = createUpkeep(() => made.push(left.shift()!) > 0 && made.at(-1)!, 1);
    for (let call = 0; call < 5; call += 1) upkeep.plan();
    await waitUntil('all is done', () => made.length === 3);
    expect(made).toEqual([true, true, false]);
  });

  test('goes on after a turn that failed, and at its end makes the one that is planned, and no other', async () => {
    let turns = 0;
    const upkeep = createUpkeep(() => {
      turns += 1;
      throw new Error('disk I/O error');
    }, 1);
    upkeep.plan();
    await waitUntil('a turn was made', () => turns === 1);
    upkeep.plan();
    await waitUntil('a turn was made', () => turns === 2);
    upkeep.plan();
    upkeep.end();
    upkeep.end();
    expect(turns).toBe(3);
    await sleep(20);
    expect(turns).toBe(3);
  });
});
