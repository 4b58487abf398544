// Mails to be sent, in SQLite: the sender finds those that are due by an index.
import { requireText } from '../text.ts';
import type { Mail, MailStore } from '../waiting-ports.ts';
import type { SqliteConnection } from './connection.ts';
import { toMail, toMailRow, type MailRow } from './waiting-rows.ts';

export const mailSql = {
  insertMail: `INSERT INTO mails (id, kind, account_id, cause, created_at, due_at, attempts)
    VALUES (:id, :kind, :account_id, :cause, :created_at, :due_at, :attempts) ON CONFLICT (id) DO NOTHING`,
  dueMails: 'SELECT * FROM mails WHERE due_at <= :now ORDER BY due_at, id LIMIT :limit',
  claimMail: `UPDATE mails SET attempts = attempts + 1, due_at = :due_at
    WHERE id = :id AND attempts = :attempts`,
  removeMail: 'DELETE FROM mails WHERE id = :id',
  mailsOf: 'SELECT * FROM mails WHERE account_id = :account_id',
  removeMailsOf: 'DELETE FROM mails WHERE account_id = :account_id',
} as const;

export const createSqliteMailStore = ({ run }: SqliteConnection): MailStore => ({
  insert: async (mail) => {
    const row = toMailRow(mail);
    return run(({ prepare }) => prepare(mailSql.insertMail).run(row).changes === 1);
  },
  due: async (now, limit) =>
    run(({ prepare }) => mailsOf(prepare(mailSql.dueMails).all({ now: now.getTime(), limit }))),
  claim: async (id, { attempts, dueAt }) => {
    const values = { id: requireText(id), attempts, due_at: dueAt.getTime() };
    return run(({ prepare }) => prepare(mailSql.claimMail).run(values).changes === 1);
  },
  remove: async (id) => {
    const values = { id: requireText(id) };
    return run(({ prepare }) => prepare(mailSql.removeMail).run(values).changes === 1);
  },
  listOf: async (accountId) => {
    const values = { account_id: requireText(accountId) };
    return run(({ prepare }) => mailsOf(prepare(mailSql.mailsOf).all(values)));
  },
  removeOf: async (accountId) => {
    const values = { account_id: requireText(accountId) };
    await run(({ prepare }) => void prepare(mailSql.removeMailsOf).run(values));
  },
});

const mailsOf = (rows: readonly unknown[]): readonly Mail[] => rows.map((row) => toMail(row as MailRow));
