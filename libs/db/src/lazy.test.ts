import { expect, test } from '@jest/globals';
import { lazyDatabase } from './lazy.ts';
import type { Database } from './ports.ts';

const closings: string[] = [];
const adapter = {
  users: { findById: async () => null },
  close: async () => void closings.push('closed'),
} as unknown as Database;

test('an adapter that could not be loaded is loaded by the next call, and closed with the database', async () => {
  let loads = 0;
  const database = lazyDatabase(async () => {
    loads += 1;
    if (loads === 1) throw new Error('too many open files');
    return adapter;
  });
  await expect(database.users.findById('any')).rejects.toThrow('too many open files');
  expect(await database.users.findById('any')).toBeNull();
  expect(await database.users.findById('any')).toBeNull();
  expect(loads).toBe(2);
  await database.close();
  expect(closings).toEqual(['closed']);
});

test('one that was never loaded has nothing to close', async () => {
  const database = lazyDatabase(() => Promise.reject(new Error('too many open files')));
  await expect(database.users.findById('any')).rejects.toThrow('too many open files');
  await expect(database.close()).resolves.toBeUndefined();
});
