// Where audit lines go: standard output, which a stack's log takes, and the file of a local run.
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WriteLine } from './trail.ts';

/** Past Lambda's own formatting, as log lines are written too. */
export const toStandardOutput: WriteLine = (line) => void process.stdout.write(line);

/** The file of a local run, in its GATEHOUSE_HOME. */
export const auditFileIn = (home: string): string => join(home, 'audit.jsonl');

/**
 * Appends to the file, which only its owner reads. A line is one write at the end of the file (O_APPEND), so that several
 * processes keep one file and no line falls into another.
 */
export const toFile =
  (file: string): WriteLine =>
  (line) =>
    appendFileSync(file, line, { mode: 0o600 });

/** Where a function runs, and whom its standard output is for. */
export interface Place {
  /** The folder of a local run; null in a stack. */
  readonly GATEHOUSE_HOME: string | null;
  readonly LOG_FORMAT: 'json' | 'pretty';
}

/** The writers of a function: standard output, and the file where it runs locally; the file alone where a person reads the output. */
export const writersOf = ({ GATEHOUSE_HOME: home, LOG_FORMAT: format }: Place): readonly WriteLine[] => {
  if (home === null) return [toStandardOutput];
  const file = toFile(auditFileIn(home));
  return format === 'pretty' ? [file] : [toStandardOutput, file];
};
