// The part of the contract that only real processes can show: races without a shared event loop, and a crash.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openDatabase } from '../open.ts';
import type { Database } from '../ports.ts';
import { randomId, sampleSession } from './samples.ts';
import type { WorkerProcess } from './worker-process.ts';
import { startWorker } from './worker-process.ts';
import type { WorkerTask } from './worker-task.ts';

/** An empty store behind a URL, which other processes can open too. */
export type OpenUrl = () => Promise<{ readonly url: string; readonly cleanup: () => Promise<void> }>;

/**
 * Declares the tests of two processes on the one store that `open` hands out.
 * @example
 * describeProcessRaces('my store', async () => ({
 *   url: 'sqlite:test/store.db',
 *   cleanup: () => rm('test', { recursive: true }),
 * }));
 */
export const describeProcessRaces = (name: string, open: OpenUrl): void => {
  describe(`${name}: two processes`, () => {
    let store: Awaited<ReturnType<OpenUrl>>;
    let database: Database;
    let workers: readonly WorkerProcess[];
    beforeEach(async () => {
      store = await open();
      database = openDatabase(store.url);
      workers = await Promise.all([startWorker(store.url), startWorker(store.url)]);
    });
    afterEach(async () => {
      await Promise.all(workers.map((worker) => worker.end()));
      await database.close();
      await store.cleanup();
    });
    const bothPerform = (task: WorkerTask) => Promise.all(workers.map((worker) => worker.perform(task)));

    test('migrate at once, take each email once, and win each swap once', async () => {
      expect(await bothPerform({ kind: 'migrate' })).toEqual(['migrated', 'migrated']);

      const emails = Array.from({ length: 40 }, () => `${randomId()}@example.com`);
      const taken = (await bothPerform({ kind: 'take-emails', emails })) as string[][];
      expect(taken.flat().sort()).toEqual(emails.toSorted());

      const { familyDigest, ...session } = sampleSession();
      await database.sessions.insert({ ...session, familyDigest });
      const won = (await bothPerform({ kind: 'rotate', familyDigest, until: 60 })) as number[];
      expect(won.reduce((sum, wins) => sum + wins, 0)).toBe(60);
      expect(await database.sessions.findByFamily(familyDigest)).toMatchObject({ generation: 60 });
    });

    test('a killed process leaves every account that was acknowledged to it', async () => {
      await database.migrate();
      const [doomed] = workers;
      const acknowledged = [await doomed?.perform({ kind: 'insert-for-ever' })];
      while (acknowledged.length < 20) acknowledged.push(await doomed?.nextAnswer());
      await doomed?.end('SIGKILL');
      for (let id = await doomed?.nextAnswer(); id !== null; id = await doomed?.nextAnswer())
        acknowledged.push(id);
      for (const id of acknowledged) expect(await database.users.findById(String(id))).not.toBeNull();
    });
  });
};
