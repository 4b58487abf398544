// The validators on a real engine: what they refuse, and that neither an older document nor a newer member is in their way.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { leaveOut } from '@gatehouse/test-support';
import type { Db } from 'mongodb';
import { MongoClient } from 'mongodb';
import { NOW, sampleAccount, sampleSession } from '../contract/samples.ts';
import { openDatabase } from '../open.ts';
import type { Database } from '../ports.ts';
import type { TemporaryDatabase } from './temporary.ts';
import { TEST_URL, temporaryDatabase } from './temporary.ts';
import { VALIDATORS } from './validators.ts';

const declare = (engineUrl: string): void =>
  describe('the validators of MongoDB', () => {
    let temporary: TemporaryDatabase;
    let database: Database;
    let client: MongoClient;
    let raw: Db;
    let notices: string[];
    beforeEach(async () => {
      temporary = temporaryDatabase(engineUrl);
      notices = [];
      database = openDatabase(temporary.url, { onNotice: (notice) => notices.push(notice) });
      client = await new MongoClient(temporary.url).connect();
      raw = client.db(temporary.name);
    });
    afterEach(async () => {
      await database.close();
      await client.close();
      await temporary.remove();
    });
    const collection = (name: string) => raw.collection<{ _id: string; [member: string]: unknown }>(name);

    test.each(VALIDATORS.map(({ collection: name }) => name))(
      '%s takes no document without its members',
      async (name) => {
        await database.migrate();
        await expect(collection(name).insertOne({ _id: 'a' })).rejects.toMatchObject({ code: 121 });
      },
    );

    test('a member of another type is refused, and one that they do not know is not', async () => {
      const account = sampleAccount();
      await database.migrate();
      await database.users.insert(account);
      const change = (set: Record<string, unknown>) =>
        collection('users').updateOne({ _id: account.id }, { $set: set });
      for (const set of [
        { epoch: '0' },
        { disabled: 'no' },
        { email: null },
        { roles: [1] },
        { factors: [] },
      ])
        await expect(change(set)).rejects.toMatchObject({ code: 121 });
      await change({ locale: 'en', settings: { theme: 'dark' } });
      expect(await database.users.update(account.id, { firstName: 'Augusta' }, NOW)).not.toBeNull();
    });

    test('documents that are older than they are still change', async () => {
      const { id: _id, ...members } = sampleAccount();
      await collection('users').insertOne({ ...members, _id, disabled: 'no' });
      await database.migrate();
      expect(await database.users.update(_id, { firstName: 'Augusta' }, NOW)).not.toBeNull();
    });

    test('a validator of somebody else stays, and one that cannot be put on is told', async () => {
      const theirs = { $jsonSchema: { bsonType: 'object', required: ['id'] } };
      await raw.createCollection('sessions', { validator: theirs });
      await raw.createCollection('values');
      await database.migrate();
      const [found] = await raw.listCollections({ name: 'sessions' }).toArray();
      expect(found).toMatchObject({ options: { validator: theirs } });
      expect(notices).toContain('sessions: has a validator of somebody else, which stays');
      expect(notices).toContainEqual(
        expect.stringMatching(/^values: (has the validator|left without the validator) of this release/),
      );
      await database.sessions.insert(sampleSession());
    });
  });

if (TEST_URL === undefined) leaveOut('MongoDB: its validators', 'MONGODB_TEST_URL is not set');
else declare(TEST_URL);
