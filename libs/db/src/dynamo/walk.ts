// Walking through an index, of which an entry may be of what has gone meanwhile, until enough is found.
import type { Key } from './keys.ts';
import type { Expression, Table } from './requests.ts';
import type { Index } from './schema.ts';

export interface Walk {
  readonly index: Index;
  readonly where: Expression;
  readonly limit: number;
}

/** At most `limit` of what `read` finds by the keys, in their order. */
export const walk = async <T>(
  table: Table,
  { index, where, limit }: Walk,
  read: (keys: readonly Key[]) => Promise<readonly T[]>,
): Promise<readonly T[]> => {
  const found: T[] = [];
  for await (const keys of table.keysBy(index, where, limit)) {
    found.push(...(await read(keys)));
    if (found.length >= limit) break;
  }
  return found.slice(0, limit);
};
