// How every command ends: its answer, or one line that says what is wrong and an exit code, and no stack.
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { ConfigurationError, UnresolvedReference } from '@gatehouse/config';
import { DatabaseFileError } from '@gatehouse/db/backup';
import { GatehouseError } from '@gatehouse/errors';
import { KeyError } from '@gatehouse/jwt';
import { sentenceOnStore } from './store-sentence.ts';
import { watchOutputs } from './told.ts';

/** The operator asked for something that is not there; the message says what. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** @throws UsageError where something that the command has told was lost: the output is full, or nobody reads it any more */
export type RequireTold = () => void;

/** Refuses a command line by saying how the command is used. What is wrong stands last, where a terminal shows it. */
export const refuseUsage = (usage: string, fault?: string): never => {
  throw new UsageError(`usage: ${usage}${fault === undefined ? '' : `\n${fault}`}`);
};

/** What stands on a command line, by the options of the command. Throws `UsageError` with the usage where anything else does. */
export const readCommandLine = <const T extends ParseArgsConfig>(
  args: readonly string[],
  usage: string,
  config: T,
) => {
  try {
    return parseArgs({ ...config, args: [...args] }) as ReturnType<typeof parseArgs<T>>;
  } catch {
    return refuseUsage(usage);
  }
};

/**
 * Runs a command with the arguments of the process. What it throws becomes a line on standard error and the exit code of a
 * failure, which is 1 where 1 is no answer of the command; so does an output that cannot be written.
 */
export const runCommand = async (
  name: string,
  command: (args: readonly string[], requireTold: RequireTold) => Promise<void>,
  failure = 1,
): Promise<void> => {
  const findLost = watchOutputs(process);
  const requireTold = (): void => {
    const lost = findLost();
    if (lost !== null) throw new UsageError(lost);
  };
  try {
    await command(process.argv.slice(2), requireTold);
    requireTold();
  } catch (error) {
    console.error(findLost() ?? sentenceOf(error, name));
    process.exitCode = failure;
  }
};

const sentenceOf = (error: unknown, name: string): string => {
  if (error instanceof GatehouseError && error.code === 'store_unavailable') {
    return `${name}: ${sentenceOnStore(error)}`;
  }
  if (error instanceof GatehouseError && error.code === 'last_admin') {
    return 'this is the last admin who is not disabled: make another one first';
  }
  return isExpected(error) ? error.message : `${name}: ${String(error)}`;
};

const isExpected = (error: unknown): error is Error =>
  [UsageError, ConfigurationError, UnresolvedReference, KeyError, DatabaseFileError].some(
    (expected) => error instanceof expected,
  );
