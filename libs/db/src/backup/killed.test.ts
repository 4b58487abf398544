// A backup and a restore that are killed after each of their steps: a name stands for nothing, the old file or the whole new one.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { atEveryPoint } from '@gatehouse/test-support';
import { sampleAccount } from '../contract/samples.ts';
import type { Database } from '../ports.ts';
import { identityOf } from '../sqlite/file.ts';
import { openSqlite } from '../sqlite/index.ts';
import { temporaryFile, type TemporaryFile } from '../sqlite/temporary.ts';
import { backUp, restore, type Settlement } from './index.ts';

const SCRIPT = join(import.meta.dirname, 'dying.ts');
const AS_IT_IS: Settlement = { settle: (account) => account, values: () => ({}) };
const now = (): Date => new Date();

let file: TemporaryFile;
let source: string;
const [early, late] = [sampleAccount(), sampleAccount()];
beforeAll(async () => {
  file = await temporaryFile();
  await withDatabase(async (database) => {
    await database.migrate();
    await database.users.insert(early);
  });
  source = `${file.path}.copy`;
  await backUp({ source: file.path, target: source, now });
});
afterAll(() => file.remove());

const withDatabase = async (use: (database: Database) => Promise<void>): Promise<void> => {
  const database = openSqlite(file.path);
  await use(database);
  await database.close();
};

/** As a gateway would find it: migrated at its start, and read. */
const idsThere = async (): Promise<readonly string[]> => {
  let ids: readonly string[] = [];
  await withDatabase(async (database) => {
    await database.migrate();
    ids = (await database.users.list({ limit: 9, after: null })).map(({ id }) => id).toSorted();
  });
  const read = new DatabaseSync(file.path);
  expect(read.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
  read.close();
  return ids;
};

const draftsThere = () => readdirSync(dirname(file.path)).filter((name) => name.includes('draft'));

/** All names that one file has. */
const namesOf = (identity: string | null) =>
  readdirSync(dirname(file.path)).filter((name) => identityOf(join(dirname(file.path), name)) === identity);

test('a restore leaves what was there or all of what is to be there, and the next one clears up', async () => {
  const outcomes = new Set<string>();
  const plan = async () => {
    // A log that nobody has brought in is there too, as behind a gateway that was killed.
    await withDatabase(async ({ users }) => void (await users.insert(late).catch(() => undefined)));
    return { act: 'restore', source, target: file.path };
  };
  const steps = await atEveryPoint(SCRIPT, plan, async (acknowledged) => {
    const ids = await idsThere();
    outcomes.add(ids.length === 1 ? 'new' : 'old');
    expect(ids).toEqual(ids.length === 1 ? [early.id] : [early.id, late.id].toSorted());
    if (acknowledged) expect(ids).toHaveLength(1);
  });
  expect(steps).toBeGreaterThan(7);
  expect([...outcomes].toSorted()).toEqual(['new', 'old']);
  restore({ source, target: file.path, now, settlementOf: () => AS_IT_IS });
  expect(draftsThere()).toEqual([]);
  expect(namesOf(identityOf(file.path))).toEqual(['gatehouse.db']);
});

test('a backup leaves no file of that name, or a whole one', async () => {
  let target = '';
  let count = 0;
  const plan = async () => {
    target = `${file.path}.backup-${(count += 1)}`;
    return { act: 'backup', source: file.path, target };
  };
  const steps = await atEveryPoint(SCRIPT, plan, async (acknowledged) => {
    if (acknowledged) expect(existsSync(target)).toBe(true);
    if (!existsSync(target)) return;
    const read = new DatabaseSync(target, { readOnly: true });
    expect(read.prepare('SELECT count(*) AS count FROM users').get()).toEqual({ count: 1 });
    expect(read.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    read.close();
  });
  expect(steps).toBe(3);
});
