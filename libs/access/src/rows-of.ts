// The rows of one API in a table.
import type { AccessRow, AccessTable } from './table.ts';

/** The rows of a file, own members of the table only. Always the same list for what is not there: nothing is kept for it anew. */
export const rowsOf = (table: AccessTable, file: string): readonly AccessRow[] =>
  (Object.hasOwn(table, file) ? table[file] : undefined) ?? NO_ROWS;

const NO_ROWS: readonly AccessRow[] = [];
