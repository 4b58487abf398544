// Accounts in SQLite: each method is one statement, and so one atomic write.
import type { Account, PagePosition, Role, UserChange, UserStore } from '../ports.ts';
import { requireText } from '../text.ts';
import type { SqliteConnection, Statements } from './connection.ts';
import type { UserRow } from './rows.ts';
import { USER_COLUMNS, toAccount, toUserRow } from './rows.ts';

export const userSql = {
  insert: `INSERT INTO users (${USER_COLUMNS.join(', ')}) VALUES (:${USER_COLUMNS.join(', :')})`,
  findById: 'SELECT * FROM users WHERE id = :id',
  findByEmail: 'SELECT * FROM users WHERE email = :email',
  firstPage: 'SELECT * FROM users ORDER BY created_at, id LIMIT :limit',
  nextPage: `SELECT * FROM users WHERE (created_at, id) > (:created_at, :id) ORDER BY created_at, id LIMIT :limit`,
  update: `UPDATE users SET
      first_name = coalesce(:first_name, first_name),
      last_name = coalesce(:last_name, last_name),
      email_verified = email_verified AND email = coalesce(:email, email),
      email = coalesce(:email, email),
      updated_at = :now
    WHERE id = :id RETURNING *`,
  rehash: 'UPDATE users SET password_hash = :to WHERE id = :id AND password_hash = :from',
  changePassword: `UPDATE users SET password_hash = :password_hash, epoch = epoch + 1, updated_at = :now
    WHERE id = :id AND epoch = :epoch`,
  raiseEpoch: 'UPDATE users SET epoch = epoch + 1 WHERE id = :id RETURNING *',
  addRole: `UPDATE users SET updated_at = :now, roles = CASE
      WHEN EXISTS (SELECT 1 FROM json_each(roles) WHERE value = :role) THEN roles
      ELSE json_insert(roles, '$[#]', :role) END
    WHERE id = :id RETURNING *`,
  takeRole: `UPDATE users SET updated_at = :now,
      roles = (SELECT json_group_array(value ORDER BY key) FROM json_each(roles) WHERE value <> :role)
    WHERE id = :id RETURNING *`,
  disable: 'UPDATE users SET disabled = 1, epoch = epoch + 1, updated_at = :now WHERE id = :id RETURNING *',
  enable: 'UPDATE users SET disabled = 0, updated_at = :now WHERE id = :id RETURNING *',
  remove: 'DELETE FROM users WHERE id = :id',
} as const;

type Values = Parameters<ReturnType<Statements['prepare']>['run']>[0];

export const createSqliteUserStore = ({ run }: SqliteConnection): UserStore => {
  const one = (sql: string, values: Values): Promise<Account | null> =>
    run(({ prepare }) => accountOf(prepare(sql).all(values)));
  const changed = (sql: string, values: Values): Promise<boolean> =>
    run(({ prepare }) => prepare(sql).run(values).changes === 1);

  return {
    insert: async (account) => void (await changed(userSql.insert, toUserRow(account))),
    findById: async (id) => one(userSql.findById, { id: requireText(id) }),
    findByEmail: async (email) => one(userSql.findByEmail, { email: requireText(email) }),
    list: async ({ limit, after }) =>
      run(({ prepare }) =>
        accountsOf(
          after
            ? prepare(userSql.nextPage).all({ limit, ...positionOf(after) })
            : prepare(userSql.firstPage).all({ limit }),
        ),
      ),
    update: async (id, change, now) => one(userSql.update, { ...keyed(id, now), ...changedColumns(change) }),
    rehash: async (id, { from, to }) =>
      changed(userSql.rehash, { id: requireText(id), from: requireText(from), to: requireText(to) }),
    changePassword: async (id, { epoch, passwordHash, now }) =>
      changed(userSql.changePassword, { ...keyed(id, now), epoch, password_hash: requireText(passwordHash) }),
    raiseEpoch: async (id) => one(userSql.raiseEpoch, { id: requireText(id) }),
    setRole: async (id, role, held, now) =>
      one(held ? userSql.addRole : userSql.takeRole, roleOf(id, role, now)),
    setDisabled: async (id, disabled, now) =>
      one(disabled ? userSql.disable : userSql.enable, keyed(id, now)),
    remove: async (id) => changed(userSql.remove, { id: requireText(id) }),
  };
};

const positionOf = ({ createdAt, id }: PagePosition) => ({
  created_at: createdAt.getTime(),
  id: requireText(id),
});

const keyed = (id: string, now: Date) => ({ id: requireText(id), now: now.getTime() });

const roleOf = (id: string, role: Role, now: Date) => ({ ...keyed(id, now), role: requireText(role) });

const changedColumns = ({ firstName, lastName, email }: UserChange) => ({
  first_name: firstName === undefined ? null : requireText(firstName),
  last_name: lastName === undefined ? null : requireText(lastName),
  email: email === undefined ? null : requireText(email),
});

const accountsOf = (rows: readonly unknown[]): Account[] => rows.map((row) => toAccount(row as UserRow));

// `all` and not `get`, for writes with RETURNING: `get` stops at the first row, and a failing commit would go unseen.
const accountOf = (rows: readonly unknown[]): Account | null => accountsOf(rows)[0] ?? null;
