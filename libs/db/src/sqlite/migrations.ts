// The schema as a list of steps, each run once and never changed after a release. A new one only adds, and leaves the last release
// working: older-release.test.ts runs that release's adapter on it.
import { DatabaseSync } from 'node:sqlite';

/**
 * Times are milliseconds since 1970 and booleans 0 or 1. There is no foreign key from sessions to users: a session
 * whose account is gone has ended by that alone, on MongoDB as here.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE users (
    id TEXT PRIMARY KEY NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    email TEXT NOT NULL,
    email_verified INTEGER NOT NULL,
    roles TEXT NOT NULL CHECK (json_type(roles) = 'array'),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    password_hash TEXT NOT NULL,
    disabled INTEGER NOT NULL,
    epoch INTEGER NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX users_email ON users (email);
  CREATE INDEX users_created_at ON users (created_at, id);

  CREATE TABLE sessions (
    family_digest TEXT PRIMARY KEY NOT NULL,
    id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    current_digest TEXT NOT NULL,
    predecessor_digest TEXT,
    predecessor_sealed_successor TEXT,
    predecessor_used_at INTEGER,
    authenticated_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL,
    absolute_expires_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    user_agent TEXT NOT NULL,
    address TEXT NOT NULL
  ) STRICT;
  CREATE INDEX sessions_id ON sessions (id);
  CREATE INDEX sessions_account ON sessions (account_id, created_at, id);
  CREATE INDEX sessions_expires_at ON sessions (expires_at);
  `,
  `CREATE TABLE shared_values (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT;`,
  // Sessions that the release before has written, or writes still, have no network and no counted times.
  `
  ALTER TABLE sessions ADD COLUMN predecessor_network TEXT;
  ALTER TABLE sessions ADD COLUMN answered_late_at TEXT NOT NULL DEFAULT '[]' CHECK (json_type(answered_late_at) = 'array');
  ALTER TABLE sessions ADD COLUMN replayed_elsewhere_at TEXT NOT NULL DEFAULT '[]'
    CHECK (json_type(replayed_elsewhere_at) = 'array');
  `,
  `
  CREATE TABLE counters (key TEXT PRIMARY KEY NOT NULL, points INTEGER NOT NULL, expire INTEGER NOT NULL) STRICT;
  CREATE INDEX counters_expire ON counters (expire);
  `,
  // Accounts of the release before have nothing pending and no factor, and its sessions were opened by a password alone. Admins have
  // an index of their own, since one who goes looks for another who stays.
  `
  ALTER TABLE users ADD COLUMN pending_email TEXT;
  ALTER TABLE users ADD COLUMN pending_id TEXT;
  ALTER TABLE users ADD COLUMN credential_generation INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE users ADD COLUMN factors TEXT NOT NULL DEFAULT '{}' CHECK (json_type(factors) = 'object');
  ALTER TABLE users ADD COLUMN factors_generation INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE users ADD COLUMN vouches INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX users_pending_email ON users (pending_email, id) WHERE pending_email IS NOT NULL;
  CREATE INDEX users_admins ON users (id) WHERE disabled = 0 AND instr(roles, '"admin"') > 0;
  ALTER TABLE sessions ADD COLUMN amr TEXT NOT NULL DEFAULT '["pwd"]' CHECK (json_type(amr) = 'array');

  CREATE TABLE waiting_registrations (
    email TEXT PRIMARY KEY NOT NULL,
    id TEXT NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX waiting_registrations_id ON waiting_registrations (id);
  CREATE INDEX waiting_registrations_expires_at ON waiting_registrations (expires_at);

  CREATE TABLE one_time_tokens (
    digest TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    account_id TEXT NOT NULL,
    binding TEXT NOT NULL,
    tries_left INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX one_time_tokens_account ON one_time_tokens (account_id, kind);
  CREATE INDEX one_time_tokens_expires_at ON one_time_tokens (expires_at);

  CREATE TABLE mails (
    id TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    account_id TEXT NOT NULL,
    cause TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX mails_due_at ON mails (due_at, id);
  CREATE INDEX mails_account ON mails (account_id);
  `,
];

/** How many of the steps above a current database has run. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/**
 * The file's header (`user_version`) counts no further than this: a release that knows so many steps starts on no file whose header
 * says more. What has been run since is counted in a shared value.
 */
const LAST_IN_HEADER = 4;

/** How many steps the database has run, also where a newer release ran more than this one knows. */
export const versionOf = (database: DatabaseSync): number => {
  const inHeader = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  return inHeader < LAST_IN_HEADER ? inHeader : Math.max(inHeader, countedIn(database));
};

const countedIn = (database: DatabaseSync): number => {
  if (database.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'shared_values'`).get() === undefined)
    return 0;
  return Number(
    database.prepare(`SELECT value FROM shared_values WHERE name = 'schema_version'`).get()?.['value'] ?? 0,
  );
};

/** Runs the steps that the database has not seen; the caller holds the write lock. */
export const runMigrations = (database: DatabaseSync): void => {
  const version = versionOf(database);
  if (version >= SCHEMA_VERSION) return;
  for (const migration of MIGRATIONS.slice(version)) database.exec(migration);
  if (version < LAST_IN_HEADER) database.exec(`PRAGMA user_version = ${LAST_IN_HEADER}`);
  database.exec(
    `INSERT OR REPLACE INTO shared_values (name, value) VALUES ('schema_version', '${SCHEMA_VERSION}')`,
  );
};

/**
 * Whether a database has all that so many steps make. This release can work on one that a newer one has migrated, while steps only
 * add.
 * @returns the first table and column that is not there, or null
 */
export const missingIn = (database: DatabaseSync, steps = SCHEMA_VERSION): string | null => {
  const planned = new DatabaseSync(':memory:');
  try {
    for (const migration of MIGRATIONS.slice(0, steps)) planned.exec(migration);
    const columns = new Set(columnsOf(database));
    return columnsOf(planned).find((column) => !columns.has(column)) ?? null;
  } finally {
    planned.close();
  }
};

const columnsOf = (database: DatabaseSync): readonly string[] =>
  database
    .prepare(
      `SELECT t.name || '.' || c.name AS name FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'`,
    )
    .all()
    .map(({ name }) => String(name));
