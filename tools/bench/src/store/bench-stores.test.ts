// The acts at sizes that are filled at once: each has its figures, its ratios to the smallest, and leaves the store as it was.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { OUTPUT } from '../paths.ts';
import { ACTS, type Crowd } from './acts.ts';
import { accountAt, idOf } from './crowd.ts';
import { filledStore, sqlitePlace } from './filled-stores.ts';
import { measureActs } from './measure.ts';
import { reportOf } from './report.ts';

const [few, many, again] = [
  `test_${process.pid}_few`,
  `test_${process.pid}_many`,
  `test_${process.pid}_again`,
];
const SIZES = { [few]: 100, [many]: 200, [again]: 100 };

let crowds: Crowd[];
const told: string[] = [];
beforeAll(async () => {
  mkdirSync(join(OUTPUT, 'stores'), { recursive: true });
  crowds = [];
  for (const [name, size] of Object.entries(SIZES))
    crowds.push(await filledStore(sqlitePlace(name), { size, keep: false, tell: (line) => told.push(line) }));
});
afterAll(async () => {
  for (const { database } of crowds) await database.close();
  for (const name of Object.keys(SIZES)) await sqlitePlace(name).remove();
});

test('a crowd is told while it is filled, and its accounts are known by their numbers', async () => {
  expect(told[0]).toMatch(/^filled 100 of 100 accounts, \d+ s$/);
  const { users, sessions } = crowds[0]!.database;
  const account = await users.findById(idOf(99));
  expect(account).toEqual(accountAt(99, account!.createdAt));
  expect(await users.findById(idOf(100))).toBeNull();
  expect(await sessions.listByAccount(idOf(99), new Date())).toHaveLength(3);
});

test('every act is measured at each size, beside the smallest, and is undone', async () => {
  const plan = {
    acts: ACTS,
    crowds: crowds.slice(0, 2),
    again: crowds[2]!,
    rounds: 1,
    tell: () => undefined,
  };
  const acts = await measureActs(plan);
  for (const { title, points, noise } of acts) {
    expect([title, points.map(({ accounts }) => accounts)]).toEqual([title, [100, 200]]);
    expect([title, points[0]!.p50Ratio, points[0]!.p99Ratio]).toEqual([title, 1, 1]);
    const figures = [...points.flatMap((point) => Object.values<number>({ ...point })), noise.p50, noise.p99];
    expect([title, figures.every(Number.isFinite)]).toEqual([title, true]);
  }
  for (const { database } of crowds) {
    expect(await database.users.list({ limit: 300, after: null })).toHaveLength(
      database === crowds[1]!.database ? 200 : 100,
    );
    expect(await database.sessions.listByAccount(idOf(50), new Date())).toHaveLength(3);
  }
  const where = { node: 'v24', processor: 'a processor', architecture: 'x64', processors: 2 };
  const run = {
    version: 1,
    time: '2026-03-01T12:00:00.000Z',
    form: 'whole',
    machine: where,
    sessionsPerAccount: 3,
  } as const;
  const report = reportOf({
    ...run,
    stores: [{ store: 'SQLite', acts }],
    leftOut: [{ store: 'MongoDB', why: 'since' }],
  });
  expect(report).toMatch(/### SQLite\n\n\| p50, p99 +\| 100 accounts +\| 200 +\| noise/);
  for (const { title } of ACTS) expect(report).toContain(`| ${title} `);
  expect(report).toContain('Left out: MongoDB, since.');
});
