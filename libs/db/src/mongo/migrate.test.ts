// The migration of the indexes against a real engine: changed definitions, duplicates, several at once; and the plans of the
// queries.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { leaveOut } from '@gatehouse/test-support';
import type { Db, Document, Filter, Sort } from 'mongodb';
import { MongoClient } from 'mongodb';
import { NOW, randomId, sampleAccount, sampleSession } from '../contract/samples.ts';
import { expectUnavailable } from '../contract/subject.ts';
import { openDatabase } from '../open.ts';
import type { Account, Database } from '../ports.ts';
import { INDEXES } from './indexes.ts';
import type { TemporaryDatabase } from './temporary.ts';
import { TEST_URL, temporaryDatabase } from './temporary.ts';

const declare = (engineUrl: string): void =>
  describe('the migration of MongoDB', () => {
    let temporary: TemporaryDatabase;
    let database: Database;
    let client: MongoClient;
    let notices: string[];
    const open = () => openDatabase(temporary.url, { onNotice: (notice) => notices.push(notice) });
    let raw: Db;
    beforeEach(async () => {
      temporary = temporaryDatabase(engineUrl);
      notices = [];
      database = open();
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

    const emailIndexes = async () =>
      (await indexesOf('users')).filter(({ key }) => Object.keys(key).join() === 'email');

    test('makes every planned index and no other', async () => {
      await database.migrate();
      const collections = [...new Set(INDEXES.map(({ collection }) => collection))];
      const made = (await Promise.all(collections.map(indexesOf))).flat();
      const planned = INDEXES.map(({ name, key, options }) => ({ name, key, ...options }));
      expect(made).toMatchObject(planned);
      expect(made).toHaveLength(planned.length);
    });

    test('replaces indexes whose definition has changed, says so, and keeps the documents', async () => {
      const account = sampleAccount();
      await raw.collection('sessions').createIndex({ expiresAt: 1 }, { name: 'old', expireAfterSeconds: 60 });
      await raw.collection('sessions').createIndex({ other: 1 }, { name: 'sessions_id' });
      await raw.collection('users').createIndex({ email: 1 }, { name: 'users_email' });
      await raw.collection<{ _id: string }>('users').insertOne({ ...account, _id: account.id });
      await database.migrate();
      expect(await indexesOf('sessions')).toHaveLength(3);
      expect(await indexesOf('sessions')).toContainEqual(expect.objectContaining({ expireAfterSeconds: 0 }));
      expect(await emailIndexes()).toEqual([expect.objectContaining({ unique: true })]);
      expect(notices).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^users: index users_email_\w{8} was made$/),
          'users: index users_email, of an older definition, was dropped',
        ]),
      );
      expect(await database.users.findById(account.id)).toEqual(account);
    });

    test('says nothing and does nothing the second time', async () => {
      await database.migrate();
      notices.length = 0;
      await database.migrate();
      expect(notices).toEqual([]);
    });

    test('keeps an index as planned, whatever its name, and an operator’s own on the same key', async () => {
      const users = raw.collection('users');
      await users.createIndex({ email: 1 }, { name: 'by_hand', unique: true });
      await users.createIndex({ email: 1 }, { name: 'theirs', collation: { locale: 'en', strength: 2 } });
      await database.migrate();
      expect((await emailIndexes()).map(({ name }) => name)).toEqual(['by_hand', 'theirs']);
      await database.users.insert(sampleAccount());
    });

    /** Migrates while four at a time ask for an account of this email. */
    const migrateWhileRegistering = async (email: string): Promise<void> => {
      let migrated = false;
      const register = async (): Promise<void> => {
        while (!migrated) await database.users.insert(sampleAccount({ email })).catch(() => undefined);
      };
      const registering = [register(), register(), register(), register()];
      await database.migrate().finally(() => (migrated = true));
      await Promise.all(registering);
    };

    test('lets one email in once, while its unique index is replaced', async () => {
      const email = 'ada@example.com';
      await database.migrate();
      await raw.collection('users').dropIndex('users_email');
      await raw
        .collection('users')
        .createIndex({ email: 1 }, { name: 'users_email', unique: true, sparse: true });
      await database.users.insert(sampleAccount({ email }));
      await Promise.all(Array.from({ length: 30 }, () => database.users.insert(sampleAccount())));
      await migrateWhileRegistering(email);
      expect(await raw.collection('users').countDocuments({ email })).toBe(1);
      expect(await emailIndexes()).toEqual([expect.not.objectContaining({ sparse: true })]);
    });

    test('lets nobody in while the first unique index is built, which the server lists already', async () => {
      const email = 'ada@example.com';
      const many = Array.from({ length: 20_000 }, () => ({ email: `${randomId()}@example.com` }));
      await raw.collection('users').insertMany(many, { ordered: false });
      await migrateWhileRegistering(email);
      expect(await raw.collection('users').countDocuments({ email })).toBeLessThan(2);
      expect(await emailIndexes()).toEqual([expect.objectContaining({ unique: true })]);
    });

    test('leaves an index whose successor cannot be built, makes all others, and names what it could not do', async () => {
      await raw
        .collection('users')
        .createIndex(
          { email: 1 },
          { name: 'users_email', unique: true, partialFilterExpression: { disabled: false } },
        );
      await raw.collection('users').insertMany([
        { email: 'a@example.com', disabled: true },
        { email: 'a@example.com', disabled: false },
      ]);
      await raw.collection('counters').insertMany([{ key: 'a' }, { key: 'a' }]);
      const failed = await database.migrate().catch((error: Error) => error.message);
      expect(failed).toBe(
        [
          'The collection users holds duplicates that index users_email forbids: resolve them and migrate again',
          'The collection counters holds duplicates that index counters_key forbids: resolve them and migrate again',
        ].join('\n'),
      );
      expect(await emailIndexes()).toEqual([expect.objectContaining({ name: 'users_email', unique: true })]);
      expect((await indexesOf('sessions')).map(({ name }) => name)).toContain('sessions_account');
    });

    test.each<[string, (account: Account) => Promise<unknown>]>([
      ['insert', () => database.users.insert(sampleAccount())],
      ['update', ({ id }) => database.users.update(id, { email: 'new@example.com' }, NOW)],
      [
        'confirmPendingEmail',
        ({ id }) => database.users.confirmPendingEmail(id, { pendingId: 'a', now: NOW }),
      ],
    ])('%s sets no email while there is no unique index, and that is told once', async (_name, write) => {
      const account = sampleAccount();
      await database.migrate();
      await database.users.insert(account);
      await raw.collection('users').dropIndex('users_email');
      await database.close();
      notices.length = 0;
      database = open();
      await expectUnavailable(write(account));
      await expectUnavailable(write(account));
      expect(notices).toEqual([expect.stringContaining('no unique index on the email')]);
      expect(await database.users.update(account.id, { firstName: 'Augusta' }, NOW)).not.toBeNull();
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
      await expect(migrated).rejects.not.toThrow('example.com');
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
