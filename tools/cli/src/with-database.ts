// The database that the environment names, for as long as a command needs it.
import { awsOnDemand, createReferenceProvider, databaseVariables, readEnvironment } from '@gatehouse/config';
import { openDatabase, type Database } from '@gatehouse/db';

/** Opens the database of `DATABASE_URL`, as the apps would, and closes it when `use` is done. */
export const withDatabase = async (use: (database: Database) => Promise<void>): Promise<void> => {
  const { DATABASE_URL: reference } = readEnvironment(process.env, databaseVariables);
  const remote = awsOnDemand(process.env);
  const parse = (url: string): Database => openDatabase(url);
  const database = await createReferenceProvider({ reference, remote, parse }).current();
  try {
    await use(database);
  } finally {
    await database.close();
  }
};
