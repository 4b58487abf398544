// Sessions in SQLite: found by the family's digest, moved by compare-and-swap, dropped by the index of their expiry.
import type { Session } from '@gatehouse/sessions';
import { SESSIONS_LISTED } from '../limits.ts';
import type { SessionStore } from '../ports.ts';
import { requireText } from '../text.ts';
import type { SqliteConnection, Statements } from './connection.ts';
import type { SessionRow } from './rows.ts';
import { SESSION_COLUMNS, toSession, toSessionRow } from './rows.ts';

/** What a session has for life: a swap that named an indexed column would write its index again, the value being the same. */
const KEPT = ['family_digest', 'id', 'account_id', 'amr', 'created_at'];
const MOVING_COLUMNS = SESSION_COLUMNS.filter((column) => !KEPT.includes(column));

export const sessionSql = {
  insert: `INSERT INTO sessions (${SESSION_COLUMNS.join(', ')}) VALUES (:${SESSION_COLUMNS.join(', :')})`,
  findByFamily: 'SELECT * FROM sessions WHERE family_digest = :family_digest',
  findById: 'SELECT * FROM sessions WHERE id = :id',
  swap: `UPDATE sessions SET ${MOVING_COLUMNS.map((column) => `${column} = :${column}`).join(', ')}
    WHERE family_digest = :family_digest AND generation = :expected`,
  adoptEpoch: `UPDATE sessions SET epoch = :to, generation = generation + 1
    WHERE family_digest = :family_digest AND epoch = :from`,
  end: 'DELETE FROM sessions WHERE family_digest = :family_digest RETURNING *',
  listByAccount: `SELECT * FROM sessions WHERE account_id = :account_id AND expires_at > :now
    ORDER BY created_at DESC, id DESC LIMIT ${SESSIONS_LISTED}`,
  dropEndedOf: 'DELETE FROM sessions WHERE account_id = :account_id AND epoch < :epoch',
  dropExpired: `DELETE FROM sessions WHERE rowid IN
    (SELECT rowid FROM sessions WHERE expires_at <= :now ORDER BY expires_at LIMIT :limit)`,
} as const;

/** SQLite has no TTL: each new session takes a few expired ones away, so that the table does not outgrow its use. */
const DROPPED_PER_INSERT = 8;

type Values = Parameters<ReturnType<Statements['prepare']>['run']>[0];

export const createSqliteSessionStore = ({ run }: SqliteConnection): SessionStore => {
  const select = (sql: string, values: Values): Promise<Session[]> =>
    run(({ prepare }) =>
      prepare(sql)
        .all(values)
        .map((row) => toSession(row as SessionRow)),
    );
  const changes = (sql: string, values: Values): Promise<number> =>
    run(({ prepare }) => Number(prepare(sql).run(values).changes));

  return {
    insert: async (session) => {
      const row = toSessionRow(session);
      await run(({ prepare, atomically }) =>
        atomically(() => {
          prepare(sessionSql.dropExpired).run({ now: row.created_at, limit: DROPPED_PER_INSERT });
          prepare(sessionSql.insert).run(row);
        }),
      );
    },
    findByFamily: async (familyDigest) =>
      first(await select(sessionSql.findByFamily, byFamily(familyDigest))),
    findById: async (id) => first(await select(sessionSql.findById, { id: requireText(id) })),
    swap: async (next, expected) =>
      (await changes(sessionSql.swap, { ...byFamily(next.familyDigest), ...movingOf(next), expected })) === 1,
    adoptEpoch: async (familyDigest, { from, to }) =>
      (await changes(sessionSql.adoptEpoch, { ...byFamily(familyDigest), from, to })) === 1,
    end: async (familyDigest) => first(await select(sessionSql.end, byFamily(familyDigest))),
    listByAccount: async (accountId, now) =>
      select(sessionSql.listByAccount, { ...byAccount(accountId), now: +now }),
    dropEndedOf: async (accountId, epoch) =>
      void (await changes(sessionSql.dropEndedOf, { ...byAccount(accountId), epoch })),
    dropExpired: async (now, limit) => changes(sessionSql.dropExpired, { now: now.getTime(), limit }),
  };
};

const byFamily = (familyDigest: string) => ({ family_digest: requireText(familyDigest) });

const movingOf = (session: Session): Record<string, string | number | null> => {
  const row = toSessionRow(session);
  return Object.fromEntries(MOVING_COLUMNS.map((column) => [column, row[column]]));
};

const byAccount = (accountId: string) => ({ account_id: requireText(accountId) });

const first = (sessions: readonly Session[]): Session | null => sessions[0] ?? null;
