// When a copy was made, written in the copy: what happened later is not in it.
import type { DatabaseSync } from 'node:sqlite';

const NAME = 'backup_taken_at';

export const writeStamp = (database: DatabaseSync, takenAt: Date): void => {
  database
    .prepare('INSERT OR REPLACE INTO shared_values (name, value) VALUES (?, ?)')
    .run(NAME, takenAt.toISOString());
};

/** Null for a file that was copied in another way. */
export const readStamp = (database: DatabaseSync): Date | null => {
  const text = database.prepare('SELECT value FROM shared_values WHERE name = ?').get(NAME)?.['value'];
  const time = new Date(String(text));
  return text === undefined || Number.isNaN(time.getTime()) ? null : time;
};

/** A database that runs is no copy, and a copy of it that has no stamp of its own must not have this one. */
export const removeStamp = (database: DatabaseSync): void => {
  database.prepare('DELETE FROM shared_values WHERE name = ?').run(NAME);
};
