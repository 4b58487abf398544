// Documents as an older release has written them: what they lack has a meaning, and the next write gives it to them.
import { leaveOut } from '@gatehouse/test-support';
import { expect, test } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { NOW, rotated, sampleAccount, sampleFactors, sampleSession } from '../contract/samples.ts';
import { openDatabase } from '../open.ts';
import { toSessionDocument, toUserDocument } from './documents.ts';
import { temporaryDatabase, TEST_URL } from './temporary.ts';

const declare = (engineUrl: string): void => {
  test('a session without network, counted times and factors given is read, and swapped into one with them', async () => {
    const { url, name, remove } = temporaryDatabase(engineUrl);
    const [client, database] = [new MongoClient(url), openDatabase(url)];
    const session = rotated(sampleSession({ amr: ['pwd'] }));
    const {
      answeredLateAt: _late,
      replayedElsewhereAt: _elsewhere,
      amr: _amr,
      ...older
    } = toSessionDocument(session);
    const { network: _network, ...predecessor } = older.predecessor!;
    const sessions = client.db(name).collection<{ _id: string }>('sessions');
    await sessions.insertOne({ ...older, predecessor } as { _id: string });
    const found = await database.sessions.findById(session.id);
    expect(found).toEqual({ ...session, predecessor: { ...session.predecessor, network: null } });
    const next = { ...rotated(session), answeredLateAt: [session.createdAt] };
    expect(await database.sessions.swap(next, session.generation)).toBe(true);
    expect(await database.sessions.findById(session.id)).toEqual(next);
    await Promise.all([client.close(), database.close()]);
    await remove();
  });

  test('an account without factors and counts is read, and each compare-and-swap finds it', async () => {
    const { url, name, remove } = temporaryDatabase(engineUrl);
    const [client, database] = [new MongoClient(url), openDatabase(url)];
    const { users } = database;
    const account = sampleAccount();
    const { credentialGeneration, factors, factorsGeneration, vouches, ...older } = toUserDocument(account);
    const collection = client.db(name).collection<{ _id: string }>('users');
    await collection.insertOne(older);
    expect(await users.findById(account.id)).toEqual(account);
    const swap = { from: 0, epoch: 0, factors: sampleFactors(), endsSessions: false, now: NOW };
    expect(await users.swapFactors(account.id, swap)).toBe(true);
    expect(await users.setRoles(account.id, ['user', 'admin'], NOW, 0)).not.toBeNull();
    expect(await users.vouch('another')).toBe(true);
    const reset = { credentialGeneration: 0, passwordHash: 'new', now: NOW };
    expect(await users.resetPassword(account.id, reset)).not.toBeNull();
    expect(await users.findById(account.id)).toMatchObject({
      ...{ credentialGeneration: 1, factorsGeneration: 2, vouches: 1, factors },
    });
    expect([credentialGeneration, factorsGeneration, vouches]).toEqual([0, 0, 0]);
    await Promise.all([client.close(), database.close()]);
    await remove();
  });
};

if (TEST_URL === undefined) leaveOut('MongoDB: documents of an older release', 'MONGODB_TEST_URL is not set');
else declare(TEST_URL);
