// The SQLite file that DATABASE_URL names, for the commands that work on files.
import { resolve } from 'node:path';
import {
  awsOnDemand,
  createResolver,
  databaseVariables,
  describeReference,
  parseDatabaseUrl,
  readEnvironment,
  type Environment,
} from '@gatehouse/config';
import { UsageError } from './run-command.ts';

/** What stands in the place of files where there are none; the page has how. */
const ELSEWHERE = {
  mongodb:
    'a MongoDB database: use mongodump and mongorestore, or the backups of Atlas, and npm run restored',
  dynamodb: 'a table of DynamoDB: use its backups or its recovery to a point in time, and npm run restored',
} as const;

/** @throws UsageError for a database of another kind, with what to use there */
export const sqliteFileOf = async (command: string, env: Environment): Promise<string> => {
  const { DATABASE_URL: reference } = readEnvironment(env, databaseVariables);
  const address = parseDatabaseUrl(await createResolver(reference, awsOnDemand(env))());
  if (address.store === 'sqlite') return resolve(address.path);
  throw new UsageError(
    `${command} works on SQLite files, and ${describeReference(reference)} names ${ELSEWHERE[address.store]} (docs/restore.md)`,
  );
};
