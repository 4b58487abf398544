// Many tables become one. A bad one leaves its own last good one in force and does no harm to the others.
import { isJsonObject, parseStrictJson } from '@gatehouse/jwt/strict-json';
import { AccessTableError, parseAccessTable } from './parse-access-table.ts';
import type { AccessTable } from './table.ts';

/** A table as text, under the name that errors call it by. */
export interface NamedTable {
  readonly name: string;
  readonly value: string;
}

/** The joined table of these, which are all there are now. Called again, it remembers the last good one of each name. */
export type TableJoiner = (tables: readonly NamedTable[]) => Promise<AccessTable>;

/**
 * A joiner that tells `onFailure` of each bad table by the variable and its name. A file that stands in two tables is a
 * fault of the later one by name. A bad table without an earlier good one denies its files, as far as they can be read.
 */
export const createTableJoiner = (variable: string, onFailure: (error: Error) => void): TableJoiner => {
  let good: ReadonlyMap<string, GoodTable> = new Map();

  return async (tables) => {
    const stillGood = new Map<string, GoodTable>();
    let joined: AccessTable = {};
    for (const { name, value } of [...tables].sort(byName)) {
      const last = good.get(name);
      try {
        const table = last?.text === value ? last.table : await parseAccessTable(value);
        refuseTaken(table, joined);
        stillGood.set(name, { text: value, table });
      } catch (error) {
        onFailure(new Error(`${variable} (ssm:${name}): ${ruleOf(error)}`));
        if (last !== undefined) stillGood.set(name, last);
      }
      joined = { ...(stillGood.get(name)?.table ?? deniedIn(value)), ...joined };
    }
    good = stillGood;
    return joined;
  };
};

interface GoodTable {
  readonly text: string;
  readonly table: AccessTable;
}

const byName = (one: NamedTable, other: NamedTable): number => (one.name < other.name ? -1 : 1);

const refuseTaken = (table: AccessTable, joined: AccessTable): void => {
  const taken = Object.keys(table).find((file) => Object.hasOwn(joined, file));
  if (taken !== undefined)
    throw new AccessTableError(`${taken}: stands in a table before this one by name too`);
};

const ruleOf = (error: unknown): string =>
  error instanceof AccessTableError ? error.message : String(error);

/** Its files without a row: their APIs are denied, also where Gatehouse's own rows would open them. */
const deniedIn = (text: string): AccessTable => {
  try {
    const table = parseStrictJson(text);
    return isJsonObject(table) ? Object.fromEntries(Object.keys(table).map((file) => [file, []])) : {};
  } catch {
    return {};
  }
};
