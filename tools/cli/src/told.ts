// Whether what a command tells arrives: a report, or a line to be kept, that nobody gets is a failure of the command.
import type { Writable } from 'node:stream';

/** The outputs of a process. */
export interface Outputs {
  readonly stdout: Pick<Writable, 'on' | 'errored'>;
  readonly stderr: Pick<Writable, 'on' | 'errored'>;
}

/**
 * From now on the failure of an output ends nothing by itself. Answers with the sentence on the first output that could not be
 * written, or with null while all that was told has arrived.
 */
export const watchOutputs = ({ stdout, stderr }: Outputs): (() => string | null) => {
  const outputs = [['standard output', stdout] as const, ['standard error', stderr] as const];
  let lost: string | null = null;
  for (const [name, output] of outputs) output.on('error', (error) => (lost ??= sentenceOn(name, error)));
  return () => {
    // Known at once, and no more once the error has been told: the outputs of a process cannot be destroyed.
    for (const [name, { errored }] of outputs) if (errored) lost ??= sentenceOn(name, errored);
    return lost;
  };
};

const sentenceOn = (name: string, { code = 'unknown' }: NodeJS.ErrnoException): string =>
  `${name} cannot be written (${code})`;
