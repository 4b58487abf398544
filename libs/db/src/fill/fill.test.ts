// What is filled in bulk is what the adapters write one by one: row by row, document by document.
import { describe, expect, test } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { DatabaseSync } from 'node:sqlite';
import { at, NOW, sampleAccount, sampleFactors, sampleSession } from '../contract/samples.ts';
import { storesUnderTest } from '../testing.ts';
import { inBatches, type Filled } from './filled.ts';
import { fill } from './index.ts';

const accountOf = (index: number): Filled => {
  const account = sampleAccount({ createdAt: at(index), ...(index === 1 && { factors: sampleFactors() }) });
  const sessions = [1, 2, 3].map((second) => sampleSession({ accountId: account.id, createdAt: at(second) }));
  return { account, sessions };
};

/** All that is stored of accounts and sessions, as it is stored. */
const storedBehind = (url: string): Promise<unknown> =>
  url.startsWith('sqlite:') ? rowsIn(url.slice('sqlite:'.length)) : documentsBehind(url);

const rowsIn = async (path: string): Promise<unknown> => {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return ['users', 'sessions'].map((table) =>
      database.prepare(`SELECT * FROM ${table} ORDER BY created_at, id`).all(),
    );
  } finally {
    database.close();
  }
};

const documentsBehind = async (url: string): Promise<unknown> => {
  const client = await new MongoClient(url).connect();
  try {
    const all = (name: string) =>
      client.db().collection(name).find().sort({ createdAt: 1, _id: 1 }).toArray();
    return [await all('users'), await all('sessions')];
  } finally {
    await client.close();
  }
};

/** Nobody fills a DynamoDB: the engine that tests run on is no measure of AWS. */
const filledInBulk = storesUnderTest('filling in bulk').filter(({ name }) => name !== 'DynamoDB');

describe.each(filledInBulk)('on $name', ({ open }) => {
  test('an account that is filled in, and its sessions, are stored as one that registered and logged in', async () => {
    const [registered, filled] = [await open(), await open()];
    const all = [0, 1, 2].map(accountOf);
    for (const { account, sessions } of all) {
      await registered.database.users.insert(account);
      for (const session of sessions) await registered.database.sessions.insert(session);
    }
    const told: number[] = [];
    await fill(filled.url, all, (accounts) => told.push(accounts));
    expect(told).toEqual([3]);
    expect(await storedBehind(filled.url)).toEqual(await storedBehind(registered.url));
    const { users, sessions } = filled.database;
    expect(await users.findByEmail(all[1]!.account.email)).toEqual(all[1]!.account);
    expect(await sessions.listByAccount(all[1]!.account.id, NOW)).toEqual(all[1]!.sessions.toReversed());
    await users.insert(sampleAccount());
    await Promise.all([registered.remove(), filled.remove()]);
  });
});

test('batches have one length, but the last', () => {
  expect([...inBatches([1, 2, 3, 4, 5], 2)]).toEqual([[1, 2], [3, 4], [5]]);
  expect([...inBatches([], 2)]).toEqual([]);
});
