// A database that is retired, by what it is asked: plain stores whose calls end when the test says so.
import { expect, test } from '@jest/globals';
import { withBudget } from '@gatehouse/deadline';
import type { Database } from './ports.ts';
import { createRetirable } from './retirable.ts';

/** Databases that are opened one after another; a read ends when it is answered. */
const retirable = () => {
  const events: string[] = [];
  const answers: (() => void)[] = [];
  let count = 0;
  const open = (): Database => {
    const name = (count += 1);
    const findById = () => new Promise<null>((resolve) => answers.push(() => resolve(null)));
    const close = async () => void events.push(`closed ${name}`);
    return { users: { findById }, migrate: async () => undefined, close } as unknown as Database;
  };
  const answer = async (): Promise<void> => {
    answers.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { events, answer, ...createRetirable(open) };
};

test('is closed at once where nobody uses it, and open for ever where it is not retired', async () => {
  const { database, retire, events, answer } = retirable();
  const read = database.users.findById('any');
  await answer();
  expect(await read).toBeNull();
  expect(events).toEqual([]);
  retire();
  expect(events).toEqual(['closed 1']);
});

test('is closed after its last call', async () => {
  const { database, retire, events, answer } = retirable();
  const reads = [database.users.findById('a'), database.users.findById('b')];
  retire();
  await answer();
  expect(events).toEqual([]);
  await answer();
  expect(events).toEqual(['closed 1']);
  await Promise.all(reads);
});

test('stays open between two calls of a request that holds it', async () => {
  const { database, hold, retire, events, answer } = retirable();
  const request = withBudget(60_000, async () => {
    hold();
    await database.users.findById('a');
    return database.users.findById('b');
  });
  await Promise.resolve();
  retire();
  await answer();
  expect(events).toEqual([]);
  await answer();
  await request;
  expect(events).toEqual(['closed 1']);
});

test('serves whoever calls it after that, and is closed again', async () => {
  const { database, retire, events, answer } = retirable();
  retire();
  const read = database.users.findById('late');
  await answer();
  expect(await read).toBeNull();
  expect(events).toEqual(['closed 1', 'closed 2']);
});
