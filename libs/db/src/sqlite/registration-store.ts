// Waiting registrations in SQLite: one row by email, found by its id too.
import { requireText } from '../text.ts';
import type { RegistrationStore, WaitingRegistration } from '../waiting-ports.ts';
import type { SqliteConnection } from './connection.ts';
import { toRegistration, toRegistrationRow, type RegistrationRow } from './waiting-rows.ts';

export const registrationSql = {
  insertRegistration: `INSERT INTO waiting_registrations
      (email, id, first_name, last_name, password_hash, created_at, expires_at)
    VALUES (:email, :id, :first_name, :last_name, :password_hash, :created_at, :expires_at)
    ON CONFLICT (email) DO UPDATE SET id = excluded.id, first_name = excluded.first_name,
      last_name = excluded.last_name, password_hash = excluded.password_hash,
      created_at = excluded.created_at, expires_at = excluded.expires_at
      WHERE waiting_registrations.expires_at <= excluded.created_at`,
  findRegistrationById: 'SELECT * FROM waiting_registrations WHERE id = :id',
  findRegistrationByEmail: 'SELECT * FROM waiting_registrations WHERE email = :email',
  removeRegistration: 'DELETE FROM waiting_registrations WHERE id = :id',
  dropExpiredRegistrations: `DELETE FROM waiting_registrations WHERE rowid IN
    (SELECT rowid FROM waiting_registrations WHERE expires_at <= :now ORDER BY expires_at LIMIT 8)`,
} as const;

export const createSqliteRegistrationStore = ({ run }: SqliteConnection): RegistrationStore => ({
  insert: async (registration) => {
    const row = toRegistrationRow(registration);
    return run(({ prepare, atomically }) => {
      let inserted = false;
      atomically(() => {
        prepare(registrationSql.dropExpiredRegistrations).run({ now: row.created_at });
        inserted = prepare(registrationSql.insertRegistration).run(row).changes === 1;
      });
      return inserted;
    });
  },
  findById: async (id) => {
    const values = { id: requireText(id) };
    return run(({ prepare }) => registrationOf(prepare(registrationSql.findRegistrationById).get(values)));
  },
  findByEmail: async (email) => {
    const values = { email: requireText(email) };
    return run(({ prepare }) => registrationOf(prepare(registrationSql.findRegistrationByEmail).get(values)));
  },
  remove: async (id) => {
    const values = { id: requireText(id) };
    return run(({ prepare }) => prepare(registrationSql.removeRegistration).run(values).changes === 1);
  },
});

const registrationOf = (row: unknown): WaitingRegistration | null =>
  row === undefined ? null : toRegistration(row as RegistrationRow);
