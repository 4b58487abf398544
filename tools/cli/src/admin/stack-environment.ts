// Whether a command works on the database of a stack, or on one of this machine.
import { databaseVariables, parseDatabaseUrl, readEnvironment, type Environment } from '@gatehouse/config';

/** A database of a stack is named by reference, or is a table of DynamoDB that is not on this machine. */
export const isOfStack = (env: Environment): boolean => {
  const url = readEnvironment(env, databaseVariables).DATABASE_URL;
  if (url.from !== 'in-place') return url.from === 'ssm' || url.from === 'secretsmanager';
  const address = parseDatabaseUrl(url.reveal());
  return address.store === 'dynamodb' && address.endpoint === null;
};
