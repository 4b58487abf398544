// Documents as an older release has written them: what they lack has a meaning, and the next write gives it to them.
import { leaveOut } from '@gatehouse/test-support';
import { expect, test } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { rotated, sampleSession } from '../contract/samples.ts';
import { openDatabase } from '../open.ts';
import { toSessionDocument } from './documents.ts';
import { temporaryDatabase, TEST_URL } from './temporary.ts';

const declare = (engineUrl: string): void => {
  test('a session without network and counted times is read, and swapped into one with them', async () => {
    const { url, name, remove } = temporaryDatabase(engineUrl);
    const [client, database] = [new MongoClient(url), openDatabase(url)];
    const session = rotated(sampleSession());
    const { answeredLateAt: _late, replayedElsewhereAt: _elsewhere, ...older } = toSessionDocument(session);
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
};

if (TEST_URL === undefined) leaveOut('MongoDB: documents of an older release', 'MONGODB_TEST_URL is not set');
else declare(TEST_URL);
