// An engine that is started late, frozen, restarted and killed under an open database. It needs MONGODB_TEST_CONTROL, a
// folder with `start PORT` (prints the URL) and `stop PORT [SIGNAL]`, and takes the port MONGODB_TEST_CONTROL_PORT.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { leaveOut, waitUntil } from '@gatehouse/test-support';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { MongoClient } from 'mongodb';
import { rotated, sampleAccount, sampleSession } from '../contract/samples.ts';
import { expectUnavailable } from '../contract/subject.ts';
import { openDatabase } from '../open.ts';
import type { Account, Database } from '../ports.ts';
import { lossesAmong, type Acknowledged } from './losses.ts';
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
      const acknowledged: Acknowledged[] = [];
      await database.migrate();
      const bare = await bareDriver(temporary);
      const insertBare = async (id: string) => void (await bare.writes.insertOne({ _id: id }));
      const ours = four(() =>
        insertUntilAway((account) => database.users.insert(account), acknowledged, 'adapter'),
      );
      const theirs = four(() => insertUntilAway(({ id }) => insertBare(id), acknowledged, 'bare driver'));
      await waitUntil(
        '400 writes are acknowledged',
        () => acknowledged.length >= 400,
        () => acknowledged.length,
      );
      await killed();
      for (const failure of await ours) expect(failure).toMatchObject({ code: 'store_unavailable' });
      await theirs;
      await control('start');
      await expectNoLosses(
        acknowledged,
        bare,
        async () => void (await control('stop'), await control('start')),
      );
      await bare.close();
    });
  });
};

const expectInTime = async (calls: () => Promise<unknown>): Promise<void> => {
  const started = performance.now();
  await calls();
  expect(performance.now() - started).toBeLessThan(LONGEST_ANSWER_MS);
};

const four = <T>(start: () => Promise<T>): Promise<readonly T[]> =>
  Promise.all(Array.from({ length: 4 }, start));

/** Inserts one after another until one fails; its failure. */
const insertUntilAway = async (
  insert: (account: Account) => Promise<void>,
  acknowledged: Acknowledged[],
  by: Acknowledged['by'],
): Promise<unknown> => {
  for (;;) {
    const account = sampleAccount();
    try {
      await insert(account);
    } catch (error) {
      return error;
    }
    acknowledged.push({ by, id: account.id });
  }
};

/** The driver alone on the same database, with the write concern that the adapter asks for, and nothing else of ours. */
const bareDriver = async ({ url, name }: TemporaryDatabase) => {
  const client = await new MongoClient(url, {
    socketTimeoutMS: 2000,
    serverSelectionTimeoutMS: 2000,
  }).connect();
  const database = client.db(name);
  const writes = database.collection<{ _id: string }>('bare', {
    writeConcern: { w: 'majority', journal: true },
  });
  const has = async ({ by, id }: Acknowledged): Promise<boolean> =>
    (await (by === 'adapter' ? database.collection<{ _id: string }>('users') : writes).findOne({
      _id: id,
    })) !== null;
  return { writes, has, close: () => client.close() };
};

const expectNoLosses = async (
  acknowledged: readonly Acknowledged[],
  { has }: Pick<Awaited<ReturnType<typeof bareDriver>>, 'has'>,
  restart: () => Promise<void>,
): Promise<void> => {
  const missing = async (writes: readonly Acknowledged[]): Promise<readonly Acknowledged[]> => {
    const found = await waitUntil('the engine answers', () => Promise.all(writes.map(has)));
    return writes.filter((_, index) => !found[index]);
  };
  const gone = await missing(acknowledged);
  if (gone.length === 0) return;
  await restart();
  const stillGone = await missing(gone);
  const back = new Set(gone.filter((write) => !stillGone.includes(write)).map(({ id }) => id));
  const losses = lossesAmong(acknowledged, new Set(gone.map(({ id }) => id)), back);
  if (losses?.blame === 'adapter') throw new Error(`Lost by the adapter alone: ${losses.told}`);
  process.stderr.write(`\n  ! Lost by the engine, of the bare driver's writes too: ${losses?.told}\n\n`);
};

if (FOLDER === undefined) leaveOut('MongoDB: faults of a real engine', 'MONGODB_TEST_CONTROL is not set');
else declare(FOLDER);
