// A connection that breaks between the engine's work and its answer, as a freeze or a failover leaves it; by a proxy.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { leaveOut, waitUntil } from '@gatehouse/test-support';
import { rotated, sampleSession } from '../contract/samples.ts';
import type { Database } from '../ports.ts';
import { BREAKABLE_URL, breakableDatabase, type BreakableDatabase } from './breakable.ts';

const declare = (engineUrl: string): void =>
  describe('an answer that is lost on its way', () => {
    let breakable: BreakableDatabase;
    let database: Database;
    beforeEach(async () => {
      breakable = await breakableDatabase(engineUrl);
      database = breakable.open();
    });
    afterEach(async () => {
      await database.close();
      await breakable.remove();
    });
    const loseNextAnswer = (): void => breakable.proxy.arm('reset', 0, { once: true });

    test('of a read is asked for again, without anyone noticing', async () => {
      const session = sampleSession();
      await database.sessions.insert(session);
      loseNextAnswer();
      expect(await database.sessions.findByFamily(session.familyDigest)).toEqual(session);
    });

    test('of a swap that won is never "not swapped": unavailable, or true where the server remembers', async () => {
      const session = sampleSession();
      await database.sessions.insert(session);
      loseNextAnswer();
      const outcome = await database.sessions
        .swap(rotated(session), 0)
        .catch((error: { code?: string }) => error.code);
      expect([true, 'store_unavailable']).toContain(outcome);
      expect(await database.sessions.findByFamily(session.familyDigest)).toMatchObject({ generation: 1 });
      expect(await database.sessions.swap(rotated(session), 0)).toBe(false);
    });

    test('with all connections of the process at once, as an engine that ends leaves them, is found again', async () => {
      const session = sampleSession();
      await database.sessions.insert(session);
      breakable.proxy.arm('half-close', 'before');
      const found = await waitUntil('the engine is found', () => database.sessions.findById(session.id));
      expect(found).toEqual(session);
    });
  });

if (BREAKABLE_URL !== undefined) declare(BREAKABLE_URL);
else leaveOut('MongoDB: lost answers', 'MONGODB_TEST_URL names no single engine without credentials');
