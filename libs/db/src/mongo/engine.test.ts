// An engine that is started late, frozen, restarted and killed under an open database. It needs MONGODB_TEST_CONTROL, a
// folder with `start PORT` (prints the URL) and `stop PORT [SIGNAL]`, and takes the port MONGODB_TEST_CONTROL_PORT.
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  engineAt,
  engineOfEnvironment,
  leaveOut,
  type ControlledEngine,
  type EngineAddress,
} from '@gatehouse/test-support';
import { rotated, sampleAccount, sampleSession } from '../contract/samples.ts';
import { expectUnavailable } from '../contract/subject.ts';
import { openDatabase } from '../open.ts';
import type { Database } from '../ports.ts';
import { lossesOfKill, type Losses } from './killing.ts';
import type { TemporaryDatabase } from './temporary.ts';
import { temporaryDatabase } from './temporary.ts';

/** Our limit is 4 s. A loaded machine may be late by more than that; the driver's own limits are 30 s and more. */
const LONGEST_ANSWER_MS = 15_000;

const declare = (address: EngineAddress): void => {
  const engine = engineAt(address);

  describe('an engine under an open database', () => {
    let temporary: TemporaryDatabase;
    let database: Database;
    beforeEach(async () => {
      temporary = temporaryDatabase(await engine.start());
      database = openDatabase(temporary.url);
    });
    afterEach(async () => {
      await engine.unfreeze();
      await engine.start();
      await database.close();
      await temporary.remove();
    });
    afterAll(() => engine.stop());

    test('that was away at the first call serves once it is there', async () => {
      await engine.kill();
      await expectInTime(() => expectUnavailable(database.users.findById('any')));
      await engine.start();
      await database.migrate();
      expect(await database.users.findById('any')).toBeNull();
    });

    test('that is frozen is store_unavailable in time, for reads, writes and new connections, and then serves', async () => {
      const session = sampleSession();
      await database.migrate();
      await database.sessions.insert(session);
      const late = openDatabase(temporary.url);
      await engine.freeze();
      await expectInTime(() =>
        Promise.all([
          expectUnavailable(database.sessions.findByFamily(session.familyDigest)),
          expectUnavailable(database.sessions.adoptEpoch(session.familyDigest, { from: 7, to: 8 })),
          ...Array.from({ length: 10 }, () => expectUnavailable(database.users.findById('any'))),
          expectUnavailable(late.users.findById('any')),
        ]),
      );
      await engine.unfreeze();
      expect(await database.sessions.findByFamily(session.familyDigest)).toEqual(session);
      expect(await database.sessions.swap(rotated(session), 0)).toBe(true);
      expect(await late.sessions.findById(session.id)).toMatchObject({ generation: 1 });
      await late.close();
    });

    test('that was restarted between two calls is not noticed by a read', async () => {
      const account = sampleAccount();
      await database.migrate();
      await database.users.insert(account);
      await engine.restart();
      expect(await database.users.findById(account.id)).toEqual(account);
    });

    test('that is killed while it writes has every account that it acknowledged, or loses those of the bare driver too', async () => {
      await database.migrate();
      const failures: unknown[] = [];
      const insert = (id: string) =>
        database.users.insert(sampleAccount({ id })).catch((error: unknown) => {
          failures.push(error);
          throw error;
        });
      const losses = await lossesOfKill(engine, temporary, insert);
      for (const failure of failures) expect(failure).toMatchObject({ code: 'store_unavailable' });
      if (losses === null) return;
      const bareLosses = losses.ofBareDriver ? losses : await lossesOfBareDriver(engine, temporary);
      process.stderr.write(
        `\n  ! ${losses.told}\n    ${bareLosses?.told ?? 'the bare driver alone: nothing'}\n\n`,
      );
      expect(bareLosses).not.toBeNull();
    });
  });
};

/** As often the bare driver is alone when the engine is killed, before the adapter is blamed: the engine loses in 1 of 14 kills. */
const KILLS = 60;

const lossesOfBareDriver = async (
  engine: ControlledEngine,
  temporary: TemporaryDatabase,
): Promise<Losses | null> => {
  let losses: Losses | null = null;
  for (let kills = 0; losses === null && kills < KILLS; kills += 1)
    losses = await lossesOfKill(engine, temporary);
  return losses;
};

const expectInTime = async (calls: () => Promise<unknown>): Promise<void> => {
  const started = performance.now();
  await calls();
  expect(performance.now() - started).toBeLessThan(LONGEST_ANSWER_MS);
};

const address = engineOfEnvironment();
if (address === null) leaveOut('MongoDB: faults of a real engine', 'MONGODB_TEST_CONTROL is not set');
else declare(address);
