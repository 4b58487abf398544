// How every command ends: its answer, or one line that says what is wrong and an exit code, and no stack.
import { ConfigurationError, UnresolvedReference } from '@gatehouse/config';
import { DatabaseFileError } from '@gatehouse/db/backup';
import { GatehouseError } from '@gatehouse/errors';
import { KeyError } from '@gatehouse/jwt';
import { watchOutputs } from './told.ts';

/** The operator asked for something that is not there; the message says what. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** @throws UsageError where something that the command has told was lost: the output is full, or nobody reads it any more */
export type RequireTold = () => void;

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

/** Makes a database what the others work on. */
const MIGRATE = 'npm run migrate';

const sentenceOf = (error: unknown, name: string): string => {
  if (error instanceof GatehouseError && error.code === 'store_unavailable') {
    const orNew = name === MIGRATE ? '' : `, or is new: ${MIGRATE} comes first`;
    return `${name}: the database does not answer${orNew} (DATABASE_URL)`;
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
