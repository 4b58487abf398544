// The events of an audit file, and what stands between them that is none.
import { readFile } from 'node:fs/promises';
import { parseLine, type AuditLine } from '@gatehouse/audit';
import { UsageError } from '../run-command.ts';

/** An event with the text of its line. */
export interface ReadEvent {
  readonly line: AuditLine;
  readonly text: string;
}

export interface ReadEvents {
  readonly events: readonly ReadEvent[];
  /** A sentence for each line that is no event. It tells the line's number, and nothing of what stands there. */
  readonly faults: readonly string[];
}

/** Throws `UsageError` for a file that is not there, or cannot be read. */
export const readEvents = async (file: string): Promise<ReadEvents> => {
  const lines = (await textOf(file)).split('\n');
  const unfinished = lines.pop() ?? '';
  const read = [
    ...lines.map((text, index) => toEvent(text, `line ${index + 1} is no audit event`)),
    ...(unfinished === '' ? [] : [toEvent(unfinished, `line ${lines.length + 1}, the last, is cut off`)]),
  ];
  return {
    events: read.filter((one) => typeof one !== 'string'),
    faults: read.filter((one) => typeof one === 'string'),
  };
};

const toEvent = (text: string, fault: string): ReadEvent | string => {
  const line = parseLine(text);
  return line === null ? fault : { line, text };
};

const textOf = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT')
      throw new UsageError(
        `there is no ${file}: a local run makes it in its GATEHOUSE_HOME, at its first event`,
      );
    throw new UsageError(`${file} cannot be read (${code ?? 'unknown'})`);
  }
};
