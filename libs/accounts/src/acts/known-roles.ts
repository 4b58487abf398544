// The roles that there are: those that an access table names, the workspace's own or one of ACCESS_TABLE.
import { accessTable, type AccessTable } from '@gatehouse/access';
import { createTableProvider } from '@gatehouse/access/provider';
import {
  onDemand,
  type Environment,
  type PathReference,
  type Provider,
  type Reference,
} from '@gatehouse/config';

/** The names in alphabetical order, without `user`, which is every account's. */
export type KnownRoles = () => Promise<readonly string[]>;

export interface KnownRolesOptions {
  /** What `ACCESS_TABLE` says; null where it is not set. */
  readonly reference: Reference | PathReference | null;
  /** The region, the credentials and the endpoints of AWS. */
  readonly env: Environment;
  /** Told of a table that cannot be read, while the last good one stays in force. */
  readonly onFailure: (error: Error) => void;
}

/** Reads the tables at the first question, and again when they may have changed. Throws where there is no table to begin with. */
export const createKnownRoles = ({ reference, ...options }: KnownRolesOptions): KnownRoles => {
  const tables = onDemand(async (): Promise<Provider<AccessTable>> => {
    if (reference === null) return { current: async () => accessTable };
    return createTableProvider({ reference, ...options });
  });
  return async () => rolesIn(await (await tables()).current());
};

const rolesIn = (table: AccessTable): readonly string[] => {
  const rows = Object.values(table).flat();
  const named = new Set(rows.flatMap(({ roles = [] }) => roles));
  named.delete('user');
  return [...named].sort();
};
