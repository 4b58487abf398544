// Every statement by SQLite's own plan: none walks through a whole table.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DatabaseSync } from 'node:sqlite';
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

  const everySql = {
    ...userSql,
    ...sessionSql,
    ...valueSql,
    ...counterSql,
    ...registrationSql,
    ...tokenSql,
    ...mailSql,
  };

  /** What walks along an index, of which it takes the first few. */
  const WALKS: Readonly<Record<string, readonly string[]>> = {
    firstPage: ['SCAN users USING INDEX users_created_at'],
    vouch: ['SCAN users USING INDEX users_admins'],
  };

  test.each(Object.entries(everySql))('%s scans no table and sorts nothing', (name, sql) => {
    const plan = planOf(sql).filter((step) => !step.includes('json_'));
    const walks = plan.filter((step) => step.startsWith('SCAN') || step.includes('TEMP B-TREE'));
    expect(walks).toEqual(WALKS[name] ?? []);
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
