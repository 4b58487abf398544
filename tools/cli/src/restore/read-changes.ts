// The changes that an audit file tells of. A line that cannot be read may be an erasure, so that every one has to be understood.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { AUDIT_EVENTS, parseLine, type AuditEventName, type AuditLine } from '@gatehouse/audit';
import { UsageError } from '../run-command.ts';
import { READINGS, type Told } from './facts.ts';

/** A line that tells something of an account. */
export interface Change extends Told {
  /** In milliseconds since 1970. */
  readonly time: number;
  readonly subject: string;
}

export interface ReadChanges {
  /** In the order of the lines, which means nothing. */
  readonly changes: readonly Change[];
  /** How many events there are, of all kinds. */
  readonly events: number;
  readonly first: Date;
  readonly last: Date;
}

/** @throws UsageError that names each line which is no event that this release knows, and for a file without any */
export const readChanges = async (file: string): Promise<ReadChanges> => {
  const changes: Change[] = [];
  const faults: string[] = [];
  const times = { events: 0, first: Infinity, last: -Infinity };
  for await (const { text, number } of linesOf(file)) {
    const read = readLine(text);
    if (typeof read === 'string') faults.push(`${file}: line ${number} ${read}`);
    else note(times, changes, read);
  }
  if (faults.length > 0) throw new UsageError(refusalOf(faults));
  if (times.events === 0)
    throw new UsageError(`${file} has no event: where none was kept, restore without --events`);
  return { changes, events: times.events, first: new Date(times.first), last: new Date(times.last) };
};

type Times = { events: number; first: number; last: number };

const note = (times: Times, changes: Change[], { subject, ...change }: Read): void => {
  times.events += 1;
  times.first = Math.min(times.first, change.time);
  times.last = Math.max(times.last, change.time);
  if (subject !== null && (change.facts.length > 0 || change.roles)) changes.push({ ...change, subject });
};

type Read = Omit<Change, 'subject'> & { readonly subject: string | null };

/** What a line tells, or what is wrong with it, without a word of it. */
const readLine = (text: string): Read | string => {
  const line = parseLine(text);
  // What stands in the place of bytes that are no UTF-8 may have been a part of the account's id.
  if (line === null || text.includes('\ufffd')) return 'is no audit event, or is cut off';
  if (!isKnown(line.event)) return 'is an event that this release does not know';
  const time = Date.parse(line.time);
  const told = READINGS[line.event](line);
  if (Number.isNaN(time) || told === null || !hasSubject(line, told))
    return `is no ${line.event} as this release writes it`;
  return { ...told, time, subject: line.subject };
};

const isKnown = (event: string): event is AuditEventName =>
  (AUDIT_EVENTS as readonly string[]).includes(event);

/** What happened to an account says to which. */
const hasSubject = ({ subject }: AuditLine, { facts, roles }: Told): boolean =>
  subject !== null || (facts.length === 0 && roles === undefined);

const SHOWN = 20;

const refusalOf = (faults: readonly string[]): string =>
  [
    ...faults.slice(0, SHOWN),
    ...(faults.length > SHOWN ? [`and ${faults.length - SHOWN} lines more`] : []),
    'nothing was restored: such a line may be of an erasure, so find out what it told, and then mend it or take it out',
  ].join('\n');

/** Lines that are not empty, with their numbers. A byte order mark at the beginning of the file is left out. */
async function* linesOf(file: string): AsyncGenerator<{ readonly text: string; readonly number: number }> {
  let number = 0;
  try {
    for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      number += 1;
      const line = number === 1 ? text.replace(/^\ufeff/, '') : text;
      if (line.trim() !== '') yield { text: line, number };
    }
  } catch (error) {
    throw new UsageError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
}
