// Shared values in SQLite: one row by name.
import type { ValueStore } from '../ports.ts';
import { requireText } from '../text.ts';
import type { SqliteConnection } from './connection.ts';

export const valueSql = {
  find: 'SELECT value FROM shared_values WHERE name = :name',
  keep: 'INSERT INTO shared_values (name, value) VALUES (:name, :value) ON CONFLICT (name) DO NOTHING',
  set: `INSERT INTO shared_values (name, value) VALUES (:name, :value)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  add: `INSERT INTO shared_values (name, value) VALUES (:name, CAST(CAST(max(0, :amount) AS INTEGER) AS TEXT))
    ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(max(0, value + :amount) AS INTEGER) AS TEXT)
    RETURNING value`,
} as const;

export const createSqliteValueStore = ({ run }: SqliteConnection): ValueStore => {
  const find = (name: string): Promise<string | null> =>
    run(({ prepare }) => valueOf(prepare(valueSql.find).get({ name: requireText(name) })));

  return {
    find: async (name) => find(name),
    // A value that is there already is read without the write lock.
    keep: async (name, value) => {
      const kept = await find(name);
      if (kept !== null) return kept;
      return run(({ prepare }) => {
        prepare(valueSql.keep).run({ name, value: requireText(value) });
        return valueOf(prepare(valueSql.find).get({ name })) ?? value;
      });
    },
    set: async (name, value) =>
      void (await run(({ prepare }) =>
        prepare(valueSql.set).run({ name: requireText(name), value: requireText(value) }),
      )),
    add: async (name, amount) =>
      run(({ prepare }) =>
        Number(valueOf(prepare(valueSql.add).all({ name: requireText(name), amount })[0])),
      ),
  };
};

const valueOf = (row: unknown): string | null =>
  row === undefined ? null : (row as { readonly value: string }).value;
