// The migration against a real engine: changed definitions, duplicates, several at once; and the plans of the queries.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { leaveOut } from '@gatehouse/test-support';
import type { Db, Document, Filter, Sort } from 'mongodb';
import { MongoClient } from 'mongodb';
import { NOW, sampleAccount, sampleSession } from '../contract/samples.ts';
import { openDatabase } from '../open.ts';
import type { Database } from '../ports.ts';
import { INDEXES } from './indexes.ts';
import type { TemporaryDatabase } from './temporary.ts';
import { TEST_URL, temporaryDatabase } from './temporary.ts';

const declare = (engineUrl: string): void =>
  describe('the migration of MongoDB', () => {
    let temporary: TemporaryDatabase;
    let database: Database;
    let client: MongoClient;
    let raw: Db;
    beforeEach(async () => {
      temporary = temporaryDatabase(engineUrl);
      database = openDatabase(temporary.url);
      client = await new MongoClient(temporary.url).connect();
      raw = client.db(temporary.name);
    });
    afterEach(async () => {
      await database.close();
      await client.close();
      await temporary.remove();
    });
    const indexesOf = async (collection: string) =>
      (await raw.collection(collection).indexes()).filter(({ name }) => name !== '_id_');

    test('makes every planned index and no other', async () => {
      await database.migrate();
      const collections = [...new Set(INDEXES.map(({ collection }) => collection))];
      const made = (await Promise.all(collections.map(indexesOf))).flat();
      const planned = INDEXES.map(({ name, key, options }) => ({ name, key, ...options }));
      expect(made).toMatchObject(planned);
      expect(made).toHaveLength(planned.length);
    });

    test('replaces indexes whose definition or name has changed, and keeps the documents', async () => {
      const account = sampleAccount();
      await raw.collection('sessions').createIndex({ expiresAt: 1 }, { name: 'old', expireAfterSeconds: 60 });
      await raw.collection('sessions').createIndex({ other: 1 }, { name: 'sessions_id' });
      await raw.collection('users').createIndex({ email: 1 }, { name: 'users_email' });
      await raw.collection<{ _id: string }>('users').insertOne({ ...account, _id: account.id });
      await database.migrate();
      expect(await indexesOf('sessions')).toHaveLength(3);
      expect(await indexesOf('sessions')).toContainEqual(expect.objectContaining({ expireAfterSeconds: 0 }));
      expect(await indexesOf('users')).toContainEqual(
        expect.objectContaining({ name: 'users_email', unique: true }),
      );
      expect(await database.users.findById(account.id)).toEqual(account);
    });

    test('several at once replace a changed index together', async () => {
      await raw
        .collection('sessions')
        .createIndex({ expiresAt: 1 }, { name: 'sessions_expires_at', unique: true });
      const handles = Array.from({ length: 4 }, () => openDatabase(temporary.url));
      await Promise.all(handles.map((handle) => handle.migrate()));
      await Promise.all(handles.map((handle) => handle.close()));
      expect(await indexesOf('sessions')).toContainEqual(expect.objectContaining({ expireAfterSeconds: 0 }));
    });

    test('says that two accounts have one email, and not which', async () => {
      await raw.collection('users').insertMany([{ email: 'a@example.com' }, { email: 'a@example.com' }]);
      const migrated = database.migrate();
      await expect(migrated).rejects.toThrow(
        'The collection users holds duplicates that index users_email forbids',
      );
      await expect(migrated).rejects.not.toHaveProperty('cause');
    });

    test.each<[string, Filter<Document>, Sort]>([
      ['users', { email: 'a' }, {}],
      ['users', { createdAt: { $gte: NOW }, $or: [{ createdAt: { $gt: NOW } }] }, { createdAt: 1, _id: 1 }],
      ['sessions', { id: 'a' }, {}],
      ['sessions', { accountId: 'a', expiresAt: { $gt: NOW } }, { createdAt: -1, id: -1 }],
      ['sessions', { accountId: 'a', epoch: { $lt: 1 } }, {}],
      ['sessions', { expiresAt: { $lte: NOW } }, { expiresAt: 1 }],
    ])('%s by %j goes by an index and sorts by it', async (collection, filter, sort) => {
      await database.migrate();
      await database.sessions.insert(sampleSession());
      const plan = await raw.collection(collection).find(filter).sort(sort).explain('queryPlanner');
      const stages = JSON.stringify((plan['queryPlanner'] as Document)['winningPlan']);
      expect(stages).toContain('IXSCAN');
      expect(stages).not.toMatch(/COLLSCAN|"SORT"/);
    });
  });

if (TEST_URL === undefined) leaveOut('MongoDB: its migration', 'MONGODB_TEST_URL is not set');
else declare(TEST_URL);
