// What other engines that speak MongoDB's protocol answer otherwise than MongoDB does, simulated on the wire.
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Document } from 'mongodb';
import { NOW, sampleAccount } from '../contract/samples.ts';
import { openDatabase } from '../open.ts';
import type { Account, Database } from '../ports.ts';
import { toUserDocument } from './documents.ts';
import { StubEngine, type Answers } from './stub-engine.ts';

let engine: StubEngine | undefined;
let database: Database | undefined;
afterEach(async () => {
  await database?.close();
  await engine?.stop();
});

/** A database on an engine that holds these accounts, has the index on the email, and answers the rest by `answers`. */
const databaseOn = async (answers: Answers, held: readonly Account[] = []): Promise<Database> => {
  engine = new StubEngine((command) => answers(command) ?? lookUp(command, held));
  return (database = openDatabase(await engine.listen(), { timeoutMs: 4000 }));
};

const lookUp = (command: Document, held: readonly Account[]): Document | undefined => {
  if ('listIndexes' in command)
    return listOf([{ v: 2, key: { email: 1 }, name: 'users_email', unique: true }]);
  if ('aggregate' in command) return listOf([{ sizes: { ...ID, users_email: 4096 }, building: [] }]);
  if ('listCollections' in command) return listOf([]);
  if (command['find'] !== 'users') return undefined;
  const { $or = [] } = command['filter'] as { readonly $or?: readonly Document[] };
  const asked = held
    .map(toUserDocument)
    .filter(({ _id, email }) => $or.some((one) => one['_id'] === _id || one['email'] === email));
  return listOf(asked);
};

/** What each collection has. */
const ID = { _id_: 4096 };

const listOf = (firstBatch: readonly Document[]): Document => ({
  ok: 1,
  cursor: { id: 0n, ns: 'a.b', firstBatch },
});

const refusal = (code: number, errmsg: string): Document => ({ ok: 0, code, errmsg });

/** A duplicate as engines tell it that do not name its key. */
const DUPLICATE = 'E11000 duplicate key error';
const onWrite =
  (name: string, answer: Document): Answers =>
  (command) =>
    name in command ? answer : undefined;
const refusedInsert = onWrite('insert', {
  ok: 1,
  n: 0,
  writeErrors: [{ index: 0, code: 11000, errmsg: DUPLICATE }],
});

describe('a duplicate without its key', () => {
  test('of a new account is email_taken, where another has the email', async () => {
    const account = sampleAccount();
    const { users } = await databaseOn(refusedInsert, [sampleAccount({ email: account.email })]);
    const refused = users.insert(account);
    await expect(refused).rejects.toMatchObject({ code: 'email_taken' });
    await expect(refused).rejects.not.toHaveProperty('cause');
  });

  test('of a new account whose id is there is a fault of ours', async () => {
    const account = sampleAccount();
    const { users } = await databaseOn(refusedInsert, [account]);
    await expect(users.insert(account)).rejects.toMatchObject({ code: 11000 });
  });

  test('that nobody has any more is store_unavailable, and repeats no email', async () => {
    const { users } = await databaseOn(refusedInsert);
    const refused = users.insert(sampleAccount());
    await expect(refused).rejects.toMatchObject({ code: 'store_unavailable' });
    await expect(refused).rejects.toMatchObject({ cause: expect.not.objectContaining({ code: 11000 }) });
  });

  test.each<[string, (database: Database) => Promise<unknown>]>([
    ['update', ({ users }) => users.update('a', { email: 'new@example.com' }, NOW)],
    ['confirmPendingEmail', ({ users }) => users.confirmPendingEmail('a', { pendingId: 'b', now: NOW })],
  ])('of %s is email_taken: it writes no other key', async (_name, call) => {
    const refused = call(await databaseOn(onWrite('findAndModify', refusal(11000, DUPLICATE))));
    await expect(refused).rejects.toMatchObject({ code: 'email_taken' });
  });
});

describe('an index on the email', () => {
  const telling = (answer: Document): Answers => onWrite('aggregate', answer);

  test.each([
    ['is being built', [{ sizes: { ...ID, users_email: 4096 }, building: ['users_email'] }]],
    ['could not be built', [{ sizes: ID, building: [] }]],
    [
      'is being built on one of two shards',
      [{ sizes: { ...ID, users_email: 4096 } }, { sizes: ID, building: ['users_email'] }],
    ],
  ])('that is listed and %s holds nobody to anything: no account is made', async (_what, shards) => {
    const { users } = await databaseOn(telling(listOf(shards)));
    await expect(users.insert(sampleAccount())).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(engine?.commands).not.toContain('insert');
  });

  test.each([
    ...[13, 303, 323].map((code) => refusal(code, 'not told')),
    listOf([]),
    listOf([{ building: ['other'] }]),
    listOf([{ sizes: { other: 1 } }]),
  ])('is believed as it is listed, where the engine does not tell more: %j', async (answer) => {
    const { users } = await databaseOn(telling(answer));
    await users.insert(sampleAccount());
    expect(engine?.commands).toContain('insert');
  });

  test('is waited for by a migration that meets it, and only then is an older one dropped', async () => {
    const old = { v: 2, key: { email: 1 }, name: 'old_email', unique: true, sparse: true };
    const answers: Answers = (command) => {
      if ('find' in command) return listOf([{ _id: 'store_key', value: 'kept' }]);
      if ('listIndexes' in command) return listOf([old, { ...old, name: 'users_email', sparse: false }]);
      return 'aggregate' in command
        ? listOf([{ sizes: { ...ID, old_email: 1, users_email: 1 }, building: ['users_email'] }])
        : undefined;
    };
    await (await databaseOn(answers)).migrate();
    const [first] = engine!.commands.filter((name) => /createIndexes|dropIndexes/.test(name));
    expect(first).toBe('createIndexes');
  });
});

describe('throttling', () => {
  test.each([
    ['Error=16500, RetryAfterMs=34, Details=TooManyRequests', 2],
    ['Error=16500, RetryAfterMs=7200, Details=TooManyRequests', 8],
    ['Request rate is large', 2],
  ])('told as %j is store_unavailable for %i seconds', async (errmsg, retryAfterSeconds) => {
    const { users } = await databaseOn(onWrite('find', refusal(16500, errmsg)));
    await expect(users.findById('a')).rejects.toMatchObject({ code: 'store_unavailable', retryAfterSeconds });
  });

  test('of a write is not repeated by us', async () => {
    const { users } = await databaseOn(onWrite('findAndModify', refusal(16500, 'Request rate is large')));
    await expect(users.raiseEpoch('a')).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(engine?.commands).toEqual(['findAndModify']);
  });
});

describe('a feature that is missing', () => {
  test.each([
    [303, 'Feature not supported: update with an aggregation pipeline'],
    [304, 'Aggregation stage not supported'],
    [301, 'Retryable writes are not supported'],
    [115, 'Command is not supported'],
    [238, 'not implemented yet'],
  ])('told by the code %i is a fault that stays visible', async (code, errmsg) => {
    const { users } = await databaseOn(onWrite('findAndModify', refusal(code, errmsg)));
    await expect(users.update('a', { firstName: 'Augusta' }, NOW)).rejects.toMatchObject({ code });
  });

  test('is named by the migration, and all else is done', async () => {
    const answers: Answers = (command) => {
      if ('findAndModify' in command) return refusal(303, 'Feature not supported');
      if ('create' in command || 'collMod' in command)
        return refusal(303, 'Feature not supported: validator');
      if (command['createIndexes'] === 'users' && JSON.stringify(command).includes('partialFilterExpression'))
        return refusal(67, 'partial indexes are not supported');
      return undefined;
    };
    const migrated = (await databaseOn(answers)).migrate();
    await expect(migrated).rejects.toThrow(
      'The index users_admins of users could not be made: the server says 67',
    );
    await expect(migrated).rejects.toThrow(
      'updates by a pipeline, which Gatehouse needs: the server says 303',
    );
    expect(engine?.commands.filter((name) => name === 'createIndexes').length).toBeGreaterThan(10);
  });
});
