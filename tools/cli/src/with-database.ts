// The database that the environment names, for as long as a command needs it.
import { awsOnDemand, databaseVariables, readEnvironment, requireFirstValues } from '@gatehouse/config';
import type { Database } from '@gatehouse/db';
import { createDatabaseProvider } from '@gatehouse/db/provider';

/**
 * Opens the database of `DATABASE_URL`, as the apps would, and closes it when `use` is done. `onNotice` is told what a migration
 * changes.
 * @throws ConfigurationError for a URL that cannot be had, or that its driver refuses
 */
export const withDatabase = async (
  use: (database: Database) => Promise<void>,
  onNotice?: (notice: string) => void,
): Promise<void> => {
  const { DATABASE_URL: reference } = readEnvironment(process.env, databaseVariables);
  const remote = awsOnDemand(process.env);
  const databases = createDatabaseProvider({ reference, remote, ...(onNotice && { onNotice }) });
  await requireFirstValues([[reference, databases]]);
  const database = await databases.current();
  try {
    await use(database);
  } finally {
    await database.close();
  }
};
