// The half of the contract that sessions are held to.
import { describe, expect, test } from '@jest/globals';
import type { Session } from '@gatehouse/sessions';
import { SESSIONS_LISTED } from '../limits.ts';
import type { SessionStore } from '../ports.ts';
import { NOW, at, randomId, rotated, sampleSession } from './samples.ts';
import type { OpenSubject } from './subject.ts';
import { atOnce, countTrue, useMigrated } from './subject.ts';

export const describeSessionStore = (open: OpenSubject): void => {
  const subject = useMigrated(open);
  const sessions = (): SessionStore => subject().database.sessions;
  const inserted = async (fields: Partial<Session> = {}): Promise<Session> => {
    const session = sampleSession(fields);
    await sessions().insert(session);
    return session;
  };

  describe('insert and find', () => {
    test('an inserted session is found by its family and by its id, field for field', async () => {
      const predecessor = { digest: 'digest', sealedSuccessor: 'sealed', usedAt: at(0.001), network: 'here' };
      for (const session of [
        await inserted(),
        await inserted({ predecessor: { ...predecessor, network: null } }),
        await inserted({ answeredLateAt: [at(1.001), at(2)], replayedElsewhereAt: [at(-1)] }),
        await inserted({ predecessor, userAgent: '$set "😀"', address: '' }),
      ]) {
        expect(await sessions().findByFamily(session.familyDigest)).toEqual(session);
        expect(await sessions().findById(session.id)).toEqual(session);
      }
    });

    test('the public id finds no family, and the family no public id', async () => {
      const { id, familyDigest } = await inserted();
      expect(await sessions().findByFamily(id)).toBeNull();
      expect(await sessions().findById(familyDigest)).toBeNull();
    });

    test.each([{ $ne: null }, ['a'], 5, null])(
      'a value that is no string reaches no query: %j',
      async (value) => {
        await inserted();
        const text = value as unknown as string;
        await expect(sessions().findByFamily(text)).rejects.toThrow(TypeError);
        await expect(sessions().findById(text)).rejects.toThrow(TypeError);
        await expect(sessions().end(text)).rejects.toThrow(TypeError);
        await expect(sessions().listByAccount(text, NOW)).rejects.toThrow(TypeError);
        await expect(sessions().dropEndedOf(text, 1)).rejects.toThrow(TypeError);
        await expect(sessions().insert(sampleSession({ userAgent: text }))).rejects.toThrow(TypeError);
      },
    );
  });

  describe('swap', () => {
    test('stores the next state while the generation is the expected one', async () => {
      const session = await inserted();
      const next = rotated(session);
      expect(await sessions().swap(next, 0)).toBe(true);
      expect(await sessions().findByFamily(session.familyDigest)).toEqual(next);
    });

    test('clears a predecessor and counted times that the next state does not have', async () => {
      const session = await inserted({
        predecessor: { digest: 'd', sealedSuccessor: 's', usedAt: NOW, network: 'here' },
        answeredLateAt: [NOW],
      });
      const next = { ...session, generation: 1, predecessor: null, answeredLateAt: [] };
      expect(await sessions().swap(next, 0)).toBe(true);
      expect(await sessions().findByFamily(session.familyDigest)).toEqual(next);
    });

    test('stores the times that the next state counts', async () => {
      const session = await inserted({ answeredLateAt: [at(-5)] });
      const next = { ...rotated(session), answeredLateAt: [at(-5), NOW], replayedElsewhereAt: [NOW] };
      expect(await sessions().swap(next, 0)).toBe(true);
      expect(await sessions().findByFamily(session.familyDigest)).toEqual(next);
    });

    test('another generation, or no session, changes nothing and makes nothing', async () => {
      const session = await inserted({ generation: 4 });
      expect(await sessions().swap(rotated(session), 3)).toBe(false);
      expect(await sessions().swap(rotated(session), 5)).toBe(false);
      expect(await sessions().findByFamily(session.familyDigest)).toEqual(session);
      const absent = sampleSession();
      expect(await sessions().swap(absent, 0)).toBe(false);
      expect(await sessions().findByFamily(absent.familyDigest)).toBeNull();
    });

    test('of 50 swaps at once from one generation, exactly one wins, and its state is stored whole', async () => {
      const session = await inserted();
      const candidates = Array.from({ length: 50 }, () => rotated(session));
      const won = await Promise.all(candidates.map((next) => sessions().swap(next, 0)));
      expect(countTrue(won)).toBe(1);
      expect(await sessions().findByFamily(session.familyDigest)).toEqual(candidates[won.indexOf(true)]);
    });

    test('of 50 swaps at once through two handles, exactly one wins', async () => {
      const other = subject().reopen();
      try {
        const session = await inserted();
        const won = await atOnce(50, (index) =>
          (index % 2 ? other.sessions : sessions()).swap(rotated(session), 0),
        );
        expect(countTrue(won)).toBe(1);
      } finally {
        await other.close();
      }
    });
  });

  describe('epochs', () => {
    test('a session is carried over from its own epoch only, and counts a generation', async () => {
      const session = await inserted({ epoch: 2, generation: 6 });
      expect(await sessions().adoptEpoch(session.familyDigest, { from: 1, to: 9 })).toBe(false);
      expect(await sessions().adoptEpoch(session.familyDigest, { from: 2, to: 3 })).toBe(true);
      expect(await sessions().findByFamily(session.familyDigest)).toEqual({
        ...session,
        epoch: 3,
        generation: 7,
      });
      expect(await sessions().adoptEpoch(randomId(), { from: 0, to: 1 })).toBe(false);
    });

    test('a rotation that read before the session was carried over cannot undo it', async () => {
      const session = await inserted();
      await sessions().adoptEpoch(session.familyDigest, { from: 0, to: 1 });
      expect(await sessions().swap(rotated(session), 0)).toBe(false);
      expect(await sessions().findByFamily(session.familyDigest)).toMatchObject({ epoch: 1, generation: 1 });
    });

    test("dropping an account's ended sessions leaves the living and everyone else's", async () => {
      const accountId = randomId();
      const [ended, older] = [
        await inserted({ accountId, epoch: 2 }),
        await inserted({ accountId, epoch: 0 }),
      ];
      const [living, newer] = [
        await inserted({ accountId, epoch: 3 }),
        await inserted({ accountId, epoch: 4 }),
      ];
      const stranger = await inserted({ accountId: randomId(), epoch: 0 });
      await sessions().dropEndedOf(accountId, 3);
      for (const { familyDigest } of [ended, older])
        expect(await sessions().findByFamily(familyDigest)).toBeNull();
      for (const left of [living, newer, stranger]) {
        expect(await sessions().findByFamily(left.familyDigest)).toEqual(left);
      }
    });

    test('all sessions of a removed account can be dropped', async () => {
      const { accountId, familyDigest } = await inserted({ accountId: randomId(), epoch: 1_000_000 });
      await sessions().dropEndedOf(accountId, Number.MAX_SAFE_INTEGER);
      expect(await sessions().findByFamily(familyDigest)).toBeNull();
    });
  });

  describe('end', () => {
    test('an ended session is gone, no swap brings it back, and of 10 endings at once one did it', async () => {
      const session = await inserted();
      const ended = await atOnce(10, () => sessions().end(session.familyDigest));
      expect(ended.filter((one) => one !== null)).toEqual([session]);
      expect(await sessions().swap(rotated(session), 0)).toBe(false);
      expect(await sessions().findByFamily(session.familyDigest)).toBeNull();
      expect(await sessions().findById(session.id)).toBeNull();
    });
  });

  describe('list', () => {
    test("an account's sessions come newest first, equal times by falling id, and nobody else's", async () => {
      const accountId = randomId();
      const of = (id: string, seconds: number) =>
        inserted({ accountId, id: `${accountId}${id}`, createdAt: at(seconds) });
      const [b, a, oldest, newest] = [await of('b', 2), await of('a', 2), await of('z', 1), await of('c', 3)];
      await inserted({ accountId: randomId() });
      expect(await sessions().listByAccount(accountId, NOW)).toEqual([newest, b, a, oldest]);
      expect(await sessions().listByAccount(randomId(), NOW)).toEqual([]);
    });

    test('a list ends with the newest two hundred', async () => {
      const accountId = randomId();
      const seconds = Array.from({ length: SESSIONS_LISTED + 5 }, (_, index) => index);
      await Promise.all(seconds.map((second) => inserted({ accountId, createdAt: at(second) })));
      const listed = await sessions().listByAccount(accountId, NOW);
      expect(listed.map(({ createdAt }) => createdAt)).toEqual(seconds.slice(5).reverse().map(at));
    });

    test('a session is not listed from its expiry on', async () => {
      const accountId = randomId();
      await inserted({ accountId, expiresAt: at(10) });
      const longer = await inserted({ accountId, expiresAt: at(10.001) });
      expect(await sessions().listByAccount(accountId, at(10))).toEqual([longer]);
    });
  });
};

/** Dropping what has expired needs a store of its own, since it sees every session. */
export const describeExpiry = (open: OpenSubject): void => {
  const subject = useMigrated(open);

  test('expired sessions are dropped, at most so many at a time, and no living one', async () => {
    const { sessions } = subject().database;
    for (const seconds of [10, 20, 30, 40, 50])
      await sessions.insert(sampleSession({ expiresAt: at(seconds) }));
    const living = sampleSession({ expiresAt: at(50.001) });
    await sessions.insert(living);
    expect(await sessions.dropExpired(at(9), 100)).toBe(0);
    expect(await sessions.dropExpired(at(50), 2)).toBe(2);
    expect(await sessions.dropExpired(at(50), 100)).toBe(3);
    expect(await sessions.dropExpired(at(50), 100)).toBe(0);
    expect(await sessions.findByFamily(living.familyDigest)).toEqual(living);
  });
};
