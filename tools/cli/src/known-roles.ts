// The roles that there are: those that an access table names, Gatehouse's own or one of ACCESS_TABLE.
import { accessTable, type AccessTable } from '@gatehouse/access';
import { createTableProvider } from '@gatehouse/access/provider';
import { accessVariables, readEnvironment, type Environment } from '@gatehouse/config';

/** In alphabetical order, without `user`, which is every account's. `warn` is told of a table that cannot be read. */
export const knownRoles = async (
  env: Environment,
  warn: (error: Error) => void,
): Promise<readonly string[]> => {
  const rows = Object.values(await tableOf(env, warn)).flat();
  const named = new Set(rows.flatMap(({ roles = [] }) => roles));
  named.delete('user');
  return [...named].sort();
};

const tableOf = async (env: Environment, onFailure: (error: Error) => void): Promise<AccessTable> => {
  const { ACCESS_TABLE: reference } = readEnvironment(env, accessVariables);
  if (reference === null) return accessTable;
  return (await createTableProvider({ reference, env, onFailure })).current();
};
