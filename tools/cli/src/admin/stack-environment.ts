// Whether a command works on the database of a stack, or on one of this machine.
import { databaseVariables, readEnvironment, type Environment } from '@gatehouse/config';

/** A database of a stack is named by reference. */
export const isOfStack = (env: Environment): boolean => {
  const { from } = readEnvironment(env, databaseVariables).DATABASE_URL;
  return from === 'ssm' || from === 'secretsmanager';
};
