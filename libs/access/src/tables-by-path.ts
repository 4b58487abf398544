// Access tables in the parameters below one path of SSM: a table for each team, since one parameter takes 4 KB.
import {
  createProvider,
  describeReference,
  REMOTE_TTL_SECONDS,
  type Environment,
  type PathReference,
  type Provider,
} from '@gatehouse/config';
import { createPathReader, type Parameter } from '@gatehouse/config/aws-path';
import { createTableJoiner } from './join-tables.ts';
import { accessTable } from './own-table.generated.ts';
import type { AccessTable } from './table.ts';

export interface TablesByPathOptions {
  readonly reference: PathReference;
  /** The region, the credentials and the endpoints of AWS. */
  readonly env: Environment;
  /** Told of each table that was not taken, by the name of its parameter or of the path. */
  readonly onFailure: (error: Error) => void;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** Gatehouse's own table with those below the path. A path that cannot be read is refused as one reference would be. */
export const createTablesByPath = (options: TablesByPathOptions): Provider<AccessTable> => {
  const { reference, env, onFailure, ...rest } = options;
  const name = describeReference(reference);
  const read = createPathReader({ env });
  const join = createTableJoiner(reference.variable, onFailure);
  return createProvider({
    name,
    resolve: async () => JSON.stringify(await read(reference.path, name)),
    parse: async (text) => ({ ...accessTable, ...(await join(JSON.parse(text) as readonly Parameter[])) }),
    ttlSeconds: REMOTE_TTL_SECONDS,
    staleSeconds: 3600,
    coolDownSeconds: 5,
    onFailure,
    ...rest,
  });
};
