// A table as the command line names it: a file, a parameter of SSM, or a path of parameters; over Gatehouse's own rows.
import { resolve } from 'node:path';
import { accessTable, type AccessTable } from '@gatehouse/access';
import { AccessTableError, parseAccessTable } from '@gatehouse/access/parse';
import { createTableProvider } from '@gatehouse/access/provider';
import {
  awsOnDemand,
  createResolver,
  describeReference,
  readEnvironment,
  referenceOrPath,
  type Environment,
  type Reference,
} from '@gatehouse/config';
import { UsageError } from '../run-command.ts';

/** `name` is what errors call it. Throws a `UsageError`, or an error of the configuration, with the rule that is broken. */
export const readTable = async (name: string, place: string, env: Environment): Promise<AccessTable> => {
  const reference = toReference(name, place);
  if (reference.from !== 'ssm-path') return readOne(reference, env);
  const failures: Error[] = [];
  const onFailure = (error: Error): void => void failures.push(error);
  const table = await (await createTableProvider({ reference, env, onFailure })).current();
  if (failures.length > 0) throw new UsageError(failures.map(({ message }) => message).join('\n'));
  return table;
};

const toReference = (name: string, place: string) => {
  const text = place.startsWith('ssm:') ? place : `file:${resolve(place)}`;
  return readEnvironment({ [name]: text }, { [name]: referenceOrPath() })[name]!;
};

const readOne = async (reference: Reference, env: Environment): Promise<AccessTable> => {
  const text = await createResolver(reference, awsOnDemand(env))();
  try {
    return { ...accessTable, ...(await parseAccessTable(text)) };
  } catch (error) {
    if (!(error instanceof AccessTableError)) throw error;
    throw new UsageError(`${describeReference(reference)}: ${error.message}`, { cause: error });
  }
};
