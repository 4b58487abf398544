// What SQLite gains by memory: reads of random accounts and sessions by the size of its cache, and by a map of the file.
import { randomInt } from 'node:crypto';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { wallTime } from '../core/interleave.ts';
import { medianOf } from '../core/statistics.ts';
import { formatFigure, formatRatio, tableOf } from '../core/table.ts';
import { emailOf, familyOf, idOf } from './crowd.ts';

interface FilledFile {
  readonly size: number;
  readonly url: string;
}

const MIB = 1024 * 1024;
const CACHES_MIB = [2, 8, 16, 64, 256];
const MAPPED = { cacheMib: 8, mapMib: 2047 };
const CANDIDATES = [...CACHES_MIB.map((cacheMib) => ({ cacheMib, mapMib: 0 })), MAPPED];

const ROUNDS = 3000;
const WARM_UP_ROUNDS = 3000;

const READS = {
  'by id': { sql: 'SELECT * FROM users WHERE id = ?', keyOf: idOf },
  'by email': { sql: 'SELECT * FROM users WHERE email = ?', keyOf: emailOf },
  'by family': {
    sql: 'SELECT * FROM sessions WHERE family_digest = ?',
    keyOf: (number: number) => familyOf(number, 1),
  },
  'of an account': {
    sql: 'SELECT * FROM sessions WHERE account_id = ? ORDER BY created_at DESC, id DESC',
    keyOf: idOf,
  },
} as const;

/** A table of medians at the largest size, and how many times the smallest size's they are. */
export const compareCaches = (files: readonly FilledFile[]): string =>
  tableOf(
    ['cache, map', ...Object.keys(READS)],
    CANDIDATES.map((candidate) => [
      `${candidate.cacheMib} MB, ${candidate.mapMib === 0 ? 'none' : `${candidate.mapMib} MB`}`,
      ...readAll(files, candidate),
    ]),
  );

const readAll = (files: readonly FilledFile[], candidate: (typeof CANDIDATES)[number]): readonly string[] => {
  const opened = [files[0]!, files.at(-1)!].map((file) => openWith(file, candidate));
  try {
    return Object.values(READS).map((read) =>
      cellOf(
        opened.map((file) => timesOf(file, read.sql)),
        read.keyOf,
      ),
    );
  } finally {
    for (const { database } of opened) database.close();
  }
};

const openWith = ({ size, url }: FilledFile, { cacheMib, mapMib }: (typeof CANDIDATES)[number]) => {
  const database = new DatabaseSync(url.slice('sqlite:'.length));
  database.exec(`PRAGMA cache_size = -${cacheMib * 1024}; PRAGMA mmap_size = ${mapMib * MIB}`);
  return { size, database };
};

interface Timed {
  readonly size: number;
  readonly statement: StatementSync;
  readonly times: number[];
}

const timesOf = ({ size, database }: ReturnType<typeof openWith>, sql: string): Timed => ({
  ...{ size, statement: database.prepare(sql), times: [] },
});

/** Both sizes have their turn in each round. */
const cellOf = (files: readonly Timed[], keyOf: (number: number) => string): string => {
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1)
    for (const { size, statement, times } of files) {
      const key = keyOf(randomInt(size));
      const began = wallTime();
      statement.all(key);
      if (round >= 0) times.push(wallTime() - began);
    }
  const [small, large] = files.map(({ times }) => medianOf(times));
  return `${formatFigure(large!)} µs, ${formatRatio(large! / small!)}`;
};
