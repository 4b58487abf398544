// Why a store does not answer, as far as its error tells an operator what to do.
import type { GatehouseError } from '@gatehouse/errors';

/** What stands in the lowest byte of SQLite's code for an error. */
const BY_SQLITE_CODE: ReadonlyMap<number, string> = new Map([
  [8, 'the database file, or the folder that it is in, may not be written'],
  [13, 'the disk of the database file is full'],
  [14, 'the database file cannot be opened; where there is none yet, npm run migrate makes it'],
]);

/** Of an error `store_unavailable`. What a migration mends, every store says by an error of one name. */
export const sentenceOnStore = ({ cause }: GatehouseError): string => {
  if (!(cause instanceof Error)) return SILENT;
  if (cause.name === 'NotMigratedError') return `${cause.message}: npm run migrate`;
  const code = 'errcode' in cause ? Number(cause.errcode) & 0xff : 0;
  const known = BY_SQLITE_CODE.get(code);
  return known === undefined ? SILENT : `${known} (DATABASE_URL)`;
};

const SILENT = 'the database does not answer (DATABASE_URL)';
