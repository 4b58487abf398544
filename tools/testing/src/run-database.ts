// The database of a run, as the test's own process opens it beside the apps.
import {
  awsOnDemand,
  ConfigurationError,
  createResolver,
  databaseVariables,
  readEnvironment,
} from '@gatehouse/config';
import { openDatabase, type Database } from '@gatehouse/db';
import { StartError } from '@gatehouse/gateway';
import type { Values } from './environment.ts';

/** The database that DATABASE_URL names. */
export const openRunDatabase = async (values: Values): Promise<Database> => {
  const { DATABASE_URL } = readEnvironment(values, databaseVariables);
  return openDatabase(await createResolver(DATABASE_URL, awsOnDemand(values))());
};

/** Makes its tables or collections. @throws StartError naming the variable */
export const migrateRunDatabase = async (values: Values): Promise<void> => {
  try {
    const database = await openRunDatabase(values);
    await database.migrate().finally(() => database.close());
  } catch (cause) {
    throw new StartError(linesOf(cause), { cause });
  }
};

const linesOf = (error: unknown): readonly string[] =>
  error instanceof ConfigurationError
    ? error.problems.map(({ variable, rule }) => `${variable}: ${rule}`)
    : [`DATABASE_URL: ${error instanceof Error ? error.message : String(error)}`];
