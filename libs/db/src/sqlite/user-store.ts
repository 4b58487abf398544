// Accounts in SQLite: each method is one statement, and so one atomic write.
import type { Account, PagePosition, UserChange, UserStore } from '../ports.ts';
import { requireText } from '../text.ts';
import type { SqliteConnection, Statements } from './connection.ts';
import type { UserRow } from './rows.ts';
import { USER_COLUMNS, fromFactors, toAccount, toUserRow } from './rows.ts';

/** What ends all sessions, and voids a pending change of email with them. */
const RAISED = 'epoch = epoch + 1, pending_email = NULL, pending_id = NULL';

/** For a write that may be held to the epoch; null is not. */
const OF_EPOCH = 'epoch = coalesce(:epoch, epoch)';

/** For a write that may be held to how often the account vouched; null is not. */
const VOUCHED = 'vouches = coalesce(:vouches, vouches)';

export const userSql = {
  insert: `INSERT INTO users (${USER_COLUMNS.join(', ')}) VALUES (:${USER_COLUMNS.join(', :')})`,
  insertIfFree: `INSERT INTO users (${USER_COLUMNS.join(', ')}) VALUES (:${USER_COLUMNS.join(', :')}) ON CONFLICT DO NOTHING`,
  findById: 'SELECT * FROM users WHERE id = :id',
  findByEmail: 'SELECT * FROM users WHERE email = :email',
  firstPage: 'SELECT * FROM users ORDER BY created_at, id LIMIT :limit',
  nextPage: `SELECT * FROM users WHERE (created_at, id) > (:created_at, :id) ORDER BY created_at, id LIMIT :limit`,
  listByPendingEmail: 'SELECT * FROM users WHERE pending_email = :email ORDER BY id LIMIT :limit',
  update: `UPDATE users SET
      first_name = coalesce(:first_name, first_name),
      last_name = coalesce(:last_name, last_name),
      email_verified = email_verified AND email = coalesce(:email, email),
      credential_generation = credential_generation + (email <> coalesce(:email, email)),
      pending_email = CASE WHEN :email IS NULL THEN pending_email END,
      pending_id = CASE WHEN :email IS NULL THEN pending_id END,
      email = coalesce(:email, email),
      updated_at = :now
    WHERE id = :id AND ${OF_EPOCH} RETURNING *`,
  rehash: 'UPDATE users SET password_hash = :to WHERE id = :id AND password_hash = :from',
  setPendingEmail: `UPDATE users SET pending_email = :pending_email, pending_id = :pending_id, updated_at = :now
    WHERE id = :id AND ${OF_EPOCH} RETURNING *`,
  confirmPendingEmail: `UPDATE users SET email = pending_email, email_verified = 1, pending_email = NULL, pending_id = NULL,
      credential_generation = credential_generation + 1, updated_at = :now
    WHERE id = :id AND pending_id = :pending_id RETURNING *`,
  verifyEmail: `UPDATE users SET email_verified = 1, updated_at = :now
    WHERE id = :id AND email = :email AND email_verified = 0 RETURNING *`,
  resetPassword: `UPDATE users SET password_hash = :password_hash, ${RAISED},
      credential_generation = credential_generation + 1,
      factors = CASE email_verified WHEN 1 THEN factors ELSE '{}' END,
      factors_generation = factors_generation + 1, email_verified = 1, updated_at = :now
    WHERE id = :id AND credential_generation = :credential_generation`,
  swapFactors: `UPDATE users SET factors = :factors, factors_generation = factors_generation + 1
    WHERE id = :id AND factors_generation = :from AND epoch = :epoch`,
  swapFactorsAndRaise: `UPDATE users SET factors = :factors, factors_generation = factors_generation + 1,
      ${RAISED}, updated_at = :now
    WHERE id = :id AND factors_generation = :from AND epoch = :epoch`,
  changePassword: `UPDATE users SET password_hash = :password_hash, ${RAISED},
      credential_generation = credential_generation + 1, updated_at = :now
    WHERE id = :id AND epoch = :epoch`,
  raiseEpoch: `UPDATE users SET ${RAISED} WHERE id = :id RETURNING *`,
  setRoles: `UPDATE users SET roles = :roles, updated_at = :now WHERE id = :id AND ${VOUCHED} RETURNING *`,
  addRole: `UPDATE users SET updated_at = :now, roles = CASE
      WHEN EXISTS (SELECT 1 FROM json_each(roles) WHERE value = :role) THEN roles
      ELSE json_insert(roles, '$[#]', :role) END
    WHERE id = :id AND ${VOUCHED} RETURNING *`,
  takeRole: `UPDATE users SET updated_at = :now,
      roles = (SELECT json_group_array(value ORDER BY key) FROM json_each(roles) WHERE value <> :role)
    WHERE id = :id AND ${VOUCHED} RETURNING *`,
  disable: `UPDATE users SET disabled = 1, ${RAISED}, updated_at = :now
    WHERE id = :id AND ${VOUCHED} RETURNING *`,
  enable: `UPDATE users SET disabled = 0, updated_at = :now WHERE id = :id AND ${VOUCHED} RETURNING *`,
  remove: `DELETE FROM users WHERE id = :id AND ${VOUCHED}`,
  vouch: `UPDATE users SET vouches = vouches + 1 WHERE id =
    (SELECT id FROM users WHERE disabled = 0 AND instr(roles, '"admin"') > 0 AND id <> :id LIMIT 1)`,
} as const;

type Values = Parameters<ReturnType<Statements['prepare']>['run']>[0];

export const createSqliteUserStore = ({ run }: SqliteConnection): UserStore => {
  const one = (sql: string, values: Values): Promise<Account | null> =>
    run(({ prepare }) => accountOf(prepare(sql).all(values)));
  const changed = (sql: string, values: Values): Promise<boolean> =>
    run(({ prepare }) => prepare(sql).run(values).changes === 1);

  return {
    insert: async (account) => void (await changed(userSql.insert, toUserRow(account))),
    insertMany: async (accounts) => {
      const rows = accounts.map(toUserRow);
      return run((statements) => insertRows(statements, rows));
    },
    findHolders: async (places) => run((statements) => places.map((place) => holderOf(statements, place))),
    findById: async (id) => one(userSql.findById, { id: requireText(id) }),
    findByEmail: async (email) => one(userSql.findByEmail, { email: requireText(email) }),
    listByPendingEmail: async (email, limit) =>
      run(({ prepare }) =>
        accountsOf(prepare(userSql.listByPendingEmail).all({ email: requireText(email), limit })),
      ),
    list: async ({ limit, after }) =>
      run(({ prepare }) =>
        accountsOf(
          after
            ? prepare(userSql.nextPage).all({ limit, ...positionOf(after) })
            : prepare(userSql.firstPage).all({ limit }),
        ),
      ),
    update: async (id, change, now, epoch) =>
      one(userSql.update, { ...keyed(id, now), ...changedColumns(change), epoch: epoch ?? null }),
    setPendingEmail: async (id, pending, now, epoch) =>
      one(userSql.setPendingEmail, {
        ...keyed(id, now),
        epoch: epoch ?? null,
        pending_email: pending && requireText(pending.email),
        pending_id: pending && requireText(pending.id),
      }),
    confirmPendingEmail: async (id, { pendingId, now }) =>
      one(userSql.confirmPendingEmail, { ...keyed(id, now), pending_id: requireText(pendingId) }),
    verifyEmail: async (id, { email, now }) =>
      one(userSql.verifyEmail, { ...keyed(id, now), email: requireText(email) }),
    resetPassword: async (id, { credentialGeneration, passwordHash, now }) => {
      const values = {
        ...keyed(id, now),
        credential_generation: credentialGeneration,
        password_hash: requireText(passwordHash),
      };
      return run((statements) => resetPassword(statements, values));
    },
    swapFactors: async (id, { from, epoch, factors, endsSessions, now }) => {
      const values = { id: requireText(id), from, epoch, factors: fromFactors(factors) };
      return endsSessions
        ? changed(userSql.swapFactorsAndRaise, { ...values, now: now.getTime() })
        : changed(userSql.swapFactors, values);
    },
    rehash: async (id, { from, to }) =>
      changed(userSql.rehash, { id: requireText(id), from: requireText(from), to: requireText(to) }),
    changePassword: async (id, { epoch, passwordHash, now }) =>
      changed(userSql.changePassword, { ...keyed(id, now), epoch, password_hash: requireText(passwordHash) }),
    raiseEpoch: async (id) => one(userSql.raiseEpoch, { id: requireText(id) }),
    setRole: async (id, role, held, now, vouches) =>
      one(held ? userSql.addRole : userSql.takeRole, {
        ...vouched(id, vouches),
        now: now.getTime(),
        role: requireText(role),
      }),
    setRoles: async (id, roles, now, vouches) =>
      one(userSql.setRoles, {
        ...vouched(id, vouches),
        now: now.getTime(),
        roles: JSON.stringify(roles.map(requireText)),
      }),
    setDisabled: async (id, disabled, now, vouches) =>
      one(disabled ? userSql.disable : userSql.enable, { ...vouched(id, vouches), now: now.getTime() }),
    remove: async (id, vouches) => changed(userSql.remove, vouched(id, vouches)),
    vouch: async (exceptId) => changed(userSql.vouch, { id: requireText(exceptId) }),
  };
};

/** One transaction, which takes the write lock once and syncs once. */
const insertRows = (statements: Statements, rows: readonly UserRow[]): readonly (Account | null)[] => {
  let outcomes: readonly (Account | null)[] = [];
  statements.atomically(() => {
    outcomes = rows.map((row) => insertRow(statements, row));
  });
  return outcomes;
};

const insertRow = (statements: Statements, row: UserRow): Account | null =>
  statements.prepare(userSql.insertIfFree).run({ ...row }).changes === 1 ? null : holderOf(statements, row);

const holderOf = (
  { prepare }: Statements,
  { id, email }: { readonly id: string; readonly email: string },
): Account | null =>
  accountOf(prepare(userSql.findById).all({ id: requireText(id) })) ??
  accountOf(prepare(userSql.findByEmail).all({ email: requireText(email) }));

const positionOf = ({ createdAt, id }: PagePosition) => ({
  created_at: createdAt.getTime(),
  id: requireText(id),
});

const keyed = (id: string, now: Date) => ({ id: requireText(id), now: now.getTime() });

const vouched = (id: string, vouches: number | undefined) => ({
  id: requireText(id),
  vouches: vouches ?? null,
});

/** Answers with the account as it was before, which RETURNING cannot. */
const resetPassword = (
  { prepare, atomically }: Statements,
  values: { readonly id: string; readonly credential_generation: number } & Record<string, string | number>,
): Account | null => {
  let before: Account | null = null;
  atomically(() => {
    const account = accountOf(prepare(userSql.findById).all({ id: values.id }));
    if (prepare(userSql.resetPassword).run(values).changes === 1) before = account;
  });
  return before;
};

const changedColumns = ({ firstName, lastName, email }: UserChange) => ({
  first_name: firstName === undefined ? null : requireText(firstName),
  last_name: lastName === undefined ? null : requireText(lastName),
  email: email === undefined ? null : requireText(email),
});

const accountsOf = (rows: readonly unknown[]): Account[] => rows.map((row) => toAccount(row as UserRow));

// `all` and not `get`, for writes with RETURNING: `get` stops at the first row, and a failing commit would go unseen.
const accountOf = (rows: readonly unknown[]): Account | null => accountsOf(rows)[0] ?? null;
