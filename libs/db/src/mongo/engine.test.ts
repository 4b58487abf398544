// An engine that is started late, frozen, restarted and killed under an open database. It needs MONGODB_TEST_CONTROL, a
// folder with `start PORT` (prints the URL) and `stop PORT [SIGNAL]`, and takes the port MONGODB_TEST_CONTROL_PORT.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { leaveOut, waitUntil } from '@gatehouse/test-support';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { rotated, sampleAccount, sampleSession } from '../contract/samples.ts';
import { expectUnavailable } from '../contract/subject.ts';
import { openDatabase } from '../open.ts';
import type { Database } from '../ports.ts';
import type { TemporaryDatabase } from './temporary.ts';
import { temporaryDatabase } from './temporary.ts';

const FOLDER = process.env['MONGODB_TEST_CONTROL'];
const PORT = process.env['MONGODB_TEST_CONTROL_PORT'] ?? '27117';
const LONGEST_ANSWER_MS = 5000;

const declare = (folder: string): void => {
  const control = async (script: 'start' | 'stop', ...words: string[]): Promise<string> =>
    (await promisify(execFile)(join(folder, script), [PORT, ...words])).stdout.trim();
  const signal = (name: 'KILL' | 'STOP' | 'CONT'): Promise<string> => control('stop', name);

  describe('an engine under an open database', () => {
    let temporary: TemporaryDatabase;
    let database: Database;
    beforeAll(async () => {
      await control('start');
    });
    beforeEach(async () => {
      temporary = temporaryDatabase(await control('start'));
      database = openDatabase(temporary.url);
    });
    afterEach(async () => {
      await signal('CONT');
      await control('start');
      await database.close();
      await temporary.remove();
    });
    afterAll(async () => {
      await control('stop');
    });
    const killed = async (): Promise<void> => {
      await signal('KILL');
      await sleep(200);
    };

    test('that was away at the first call serves once it is there', async () => {
      await killed();
      await expectInTime(() => expectUnavailable(database.users.findById('any')));
      await control('start');
      await database.migrate();
      expect(await database.users.findById('any')).toBeNull();
    });

    test('that is frozen is store_unavailable in time, for reads, writes and new connections, and then serves', async () => {
      const session = sampleSession();
      await database.migrate();
      await database.sessions.insert(session);
      const late = openDatabase(temporary.url);
      await signal('STOP');
      await expectInTime(() =>
        Promise.all([
          expectUnavailable(database.sessions.findByFamily(session.familyDigest)),
          expectUnavailable(database.sessions.adoptEpoch(session.familyDigest, { from: 7, to: 8 })),
          ...Array.from({ length: 10 }, () => expectUnavailable(database.users.findById('any'))),
          expectUnavailable(late.users.findById('any')),
        ]),
      );
      await signal('CONT');
      expect(await database.sessions.findByFamily(session.familyDigest)).toEqual(session);
      expect(await database.sessions.swap(rotated(session), 0)).toBe(true);
      expect(await late.sessions.findById(session.id)).toMatchObject({ generation: 1 });
      await late.close();
    });

    test('that was restarted between two calls is not noticed by a read', async () => {
      const account = sampleAccount();
      await database.migrate();
      await database.users.insert(account);
      await killed();
      await control('start');
      expect(await database.users.findById(account.id)).toEqual(account);
    });

    test('that is killed while it writes has every account that it acknowledged', async () => {
      const acknowledged: string[] = [];
      await database.migrate();
      const writers = Array.from({ length: 4 }, () => insertUntilAway(database, acknowledged));
      await waitUntil(
        '200 accounts are acknowledged',
        () => acknowledged.length >= 200,
        () => acknowledged.length,
      );
      await killed();
      await Promise.all(writers);
      await control('start');
      for (const id of acknowledged) expect(await database.users.findById(id)).not.toBeNull();
    });
  });
};

const expectInTime = async (calls: () => Promise<unknown>): Promise<void> => {
  const started = performance.now();
  await calls();
  expect(performance.now() - started).toBeLessThan(LONGEST_ANSWER_MS);
};

const insertUntilAway = async (database: Database, acknowledged: string[]): Promise<void> => {
  for (;;) {
    const account = sampleAccount();
    const inserted = database.users.insert(account);
    const failed = await inserted.then(
      () => false,
      () => true,
    );
    if (failed) return expectUnavailable(inserted);
    acknowledged.push(account.id);
  }
};

if (FOLDER === undefined) leaveOut('MongoDB: faults of a real engine', 'MONGODB_TEST_CONTROL is not set');
else declare(FOLDER);
