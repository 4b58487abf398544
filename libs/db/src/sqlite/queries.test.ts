// Every statement by SQLite's own plan, those of the stores and what is really prepared under every call: none walks through a whole
// table.
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { DatabaseSync } from 'node:sqlite';
import { everyCall, newSample, reset } from '../contract/every-call.ts';
import { NOW, at, sampleSession } from '../contract/samples.ts';
import { counterSql } from './counter-store.ts';
import { openSqlite } from './index.ts';
import { mailSql } from './mail-store.ts';
import { registrationSql } from './registration-store.ts';
import { sessionSql } from './session-store.ts';
import type { TemporaryFile } from './temporary.ts';
import { temporaryFile } from './temporary.ts';
import { tokenSql } from './token-store.ts';
import { userSql } from './user-store.ts';
import { valueSql } from './value-store.ts';

/** Every text that is prepared while each method of each store is called. */
const preparedByEveryCall = async (): Promise<readonly string[]> => {
  const file = await temporaryFile();
  const database = openSqlite(file.path);
  await database.migrate();
  const prepare = jest.spyOn(DatabaseSync.prototype, 'prepare');
  for (const [name, call] of everyCall) {
    const sample = newSample();
    await reset(database, sample, name);
    await call(database, sample);
  }
  const texts = new Set(prepare.mock.calls.map(([sql]) => sql));
  prepare.mockRestore();
  await database.close();
  await file.remove();
  return [...texts].filter((sql) => !/^PRAGMA|^SELECT total_changes/.test(sql));
};

const prepared = await preparedByEveryCall();

describe('the plans of all statements', () => {
  let file: TemporaryFile;
  let database: DatabaseSync;
  beforeAll(async () => {
    file = await temporaryFile();
    await openSqlite(file.path).migrate();
    database = new DatabaseSync(file.path);
  });
  afterAll(async () => {
    database.close();
    await file.remove();
  });
  const planOf = (sql: string): string[] =>
    database
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map((step) => String(step['detail']));

  const everySql = Object.entries({
    userSql,
    sessionSql,
    valueSql,
    counterSql,
    registrationSql,
    tokenSql,
    mailSql,
  }).flatMap(([store, texts]) =>
    Object.entries<string>(texts).map(([name, sql]) => [`${store}.${name}`, sql] as const),
  );

  /** What walks along an index, of which it takes the first few. */
  const WALKS: Readonly<Record<string, readonly string[]>> = {
    'userSql.firstPage': ['SCAN users USING INDEX users_created_at'],
    'userSql.vouch': ['SCAN users USING INDEX users_admins'],
  };

  const walksOf = (sql: string): readonly string[] =>
    planOf(sql)
      .filter((step) => !step.includes('json_'))
      .filter((step) => step.startsWith('SCAN') || step.includes('TEMP B-TREE'));

  test.each(everySql)('%s scans no table and sorts nothing', (name, sql) => {
    expect(walksOf(sql)).toEqual(WALKS[name] ?? []);
  });

  test('what else is prepared under every call, by the limiter and for the version, goes by an index too', () => {
    const known = new Set(everySql.map(([, sql]) => sql));
    const others = prepared.filter((sql) => !known.has(sql));
    expect(prepared.length).toBeGreaterThan(40);
    expect(others).not.toEqual([]);
    // The list of tables has a dozen rows, and no index.
    const ofRows = others.filter((sql) => !sql.includes('sqlite_schema'));
    for (const sql of ofRows) expect([sql, walksOf(sql)]).toEqual([sql, []]);
  });

  test('a statement that no index answers would be told', () => {
    const plan = walksOf('SELECT * FROM users WHERE first_name = 1 ORDER BY last_name');
    expect(plan).toEqual(['SCAN users', 'USE TEMP B-TREE FOR ORDER BY']);
  });

  test('dropping the expired finds them by the index of their expiry', () => {
    expect(planOf(sessionSql.dropExpired).join()).toContain('sessions_expires_at (expires_at<?)');
  });
});

test('each new session takes a bounded number of expired ones away, and no living one', async () => {
  const file = await temporaryFile();
  const database = openSqlite(file.path);
  await database.migrate();
  const living = sampleSession({ accountId: 'a', expiresAt: at(10_000) });
  await database.sessions.insert(living);
  for (let index = 0; index < 12; index += 1)
    await database.sessions.insert(sampleSession({ expiresAt: at(5) }));
  await database.sessions.insert(sampleSession({ createdAt: at(5), expiresAt: at(100) }));
  expect(await database.sessions.dropExpired(at(5), 100)).toBe(4);
  expect(await database.sessions.listByAccount('a', NOW)).toEqual([living]);
  await database.close();
  await file.remove();
});
