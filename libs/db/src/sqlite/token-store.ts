// One-time tokens in SQLite: a row by its digest, and each use of it one statement.
import { requireText } from '../text.ts';
import type { OneTimeToken, OneTimeTokenStore } from '../waiting-ports.ts';
import type { SqliteConnection } from './connection.ts';
import { toToken, toTokenRow, type TokenRow } from './waiting-rows.ts';

export const tokenSql = {
  insertToken: `INSERT INTO one_time_tokens (digest, kind, account_id, binding, tries_left, expires_at)
    VALUES (:digest, :kind, :account_id, :binding, :tries_left, :expires_at) ON CONFLICT (digest) DO NOTHING`,
  findToken: 'SELECT * FROM one_time_tokens WHERE digest = :digest',
  countTry: `UPDATE one_time_tokens SET tries_left = tries_left - 1
    WHERE digest = :digest AND tries_left > 0 RETURNING *`,
  spendToken: 'DELETE FROM one_time_tokens WHERE digest = :digest RETURNING *',
  dropTokensOf: `DELETE FROM one_time_tokens
    WHERE account_id = :account_id AND kind = :kind AND binding = coalesce(:binding, binding)`,
  dropExpiredTokens: `DELETE FROM one_time_tokens WHERE rowid IN
    (SELECT rowid FROM one_time_tokens WHERE expires_at <= :now ORDER BY expires_at LIMIT 8)`,
} as const;

/**
 * SQLite has no TTL: each new token takes a few away that are long over. A day, since nothing here knows the time of whoever asks,
 * and no clock of ours is that wrong.
 */
const KEPT_MS = 86_400_000;

export const createSqliteTokenStore = ({ run }: SqliteConnection): OneTimeTokenStore => ({
  insert: async (token) => {
    const row = toTokenRow(token);
    return run(({ prepare, atomically }) => {
      let inserted = false;
      atomically(() => {
        prepare(tokenSql.dropExpiredTokens).run({ now: Date.now() - KEPT_MS });
        inserted = prepare(tokenSql.insertToken).run(row).changes === 1;
      });
      return inserted;
    });
  },
  find: async (digest) => run(({ prepare }) => tokenOf(prepare(tokenSql.findToken).all(byDigest(digest)))),
  countTry: async (digest) => run(({ prepare }) => tokenOf(prepare(tokenSql.countTry).all(byDigest(digest)))),
  spend: async (digest) => run(({ prepare }) => tokenOf(prepare(tokenSql.spendToken).all(byDigest(digest)))),
  dropOf: async (accountId, kinds, binding) => {
    const theirs = {
      account_id: requireText(accountId),
      binding: binding === undefined ? null : requireText(binding),
    };
    const rows = kinds.map((kind) => ({ ...theirs, kind: requireText(kind) }));
    await run(({ prepare, atomically }) =>
      atomically(() => rows.forEach((row) => void prepare(tokenSql.dropTokensOf).run(row))),
    );
  },
});

const byDigest = (digest: string) => ({ digest: requireText(digest) });

const tokenOf = (rows: readonly unknown[]): OneTimeToken | null =>
  rows[0] === undefined ? null : toToken(rows[0] as TokenRow);
