import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openSqlite } from './index.ts';
import { temporaryFile, type TemporaryFile } from './temporary.ts';

let file: TemporaryFile;
beforeAll(async () => {
  file = await temporaryFile();
});
afterAll(() => file.remove());

const kept = (): unknown => {
  const direct = new DatabaseSync(file.path, { readOnly: true });
  try {
    return direct.prepare('SELECT count(*) AS counters FROM counters').get()?.['counters'];
  } finally {
    direct.close();
  }
};

/** Moves the ends of these windows into the past. */
const letTheirTimePass = (keys: string): void => {
  using direct = new DatabaseSync(file.path);
  direct.prepare('UPDATE counters SET expire = 1 WHERE key LIKE ?').run(keys);
};

test('a window that begins takes eight that are over away, and none that is not', async () => {
  const database = openSqlite(file.path);
  const { counters } = database;
  await database.migrate();
  for (let index = 0; index < 10; index += 1) await counters.add(`over ${index}`, 1, 60);
  await counters.add('long', 1, 60);
  letTheirTimePass('over %');
  expect(kept()).toBe(11);
  await counters.add('next', 1, 60);
  expect(kept()).toBe(4);
  await counters.add('next', 1, 60);
  expect(kept()).toBe(4);
  await counters.add('last', 1, 60);
  expect(kept()).toBe(3);
  await database.close();
});
