// Where the audit lines of an operator's acts go: into the file of a local run; against a stack to standard error, where they are
// to be kept with the rest.
import { existsSync } from 'node:fs';
import { auditFileIn, createAuditTrail, toFile, type Audit, type WriteLine } from '@gatehouse/audit';
import { readEnvironment, text, type Environment } from '@gatehouse/config';
import type { Database } from '@gatehouse/db';
import { isOfStack } from './stack-environment.ts';

/** `print` takes lines of standard error. */
export const operatorAudit = (
  { values }: Pick<Database, 'values'>,
  env: Environment,
  print: (line: string) => void,
): Audit => {
  const file = localFile(env);
  const toStandardError: WriteLine = (line) => print(line.trimEnd());
  return createAuditTrail({
    values: async () => values,
    writers: [file === null ? toStandardError : toFileOr(toStandardError, file, print)],
    logger: { error: (message) => print(`npm run admin: ${message}`) },
    now: () => new Date(),
  }).ofOperator;
};

/** Null for a database of a stack, which is named by reference, and where there is no home of a local run. */
const localFile = (env: Environment): string | null => {
  const { GATEHOUSE_HOME: home } = readEnvironment(env, { GATEHOUSE_HOME: text({ fallback: '.gatehouse' }) });
  return isOfStack(env) || !existsSync(home) ? null : auditFileIn(home);
};

/** What is done is done: a line that the file does not take is printed, so that it can be kept by hand. */
const toFileOr =
  (otherwise: WriteLine, file: string, print: (line: string) => void): WriteLine =>
  (line) => {
    try {
      toFile(file)(line);
    } catch (error) {
      otherwise(line);
      print(`${file} cannot be written (${(error as NodeJS.ErrnoException).code}): keep the line above`);
    }
  };
