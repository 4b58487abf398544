// The pipeline of an import: records are read, mapped, held to the rules, gathered, inserted and told of. A batch is read while the one
// before it is written, and no more than that is held.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Audit } from '@gatehouse/audit';
import type { Account, UserStore } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import type { ReadDraft, ReadLine } from './account-line.ts';
import type { Draft } from './formats/format.ts';
import type { HashLedger } from './hash-ledger.ts';
import { NO_PASSWORD } from '../no-password.ts';
import { LineFault } from './line-fault.ts';
import { membersOf, type Members } from './members.ts';
import type { SourceRecord } from './records/source-record.ts';
import { requireSame } from './same-account.ts';

export interface ImportDeps {
  readonly users: Pick<UserStore, 'findHolders' | 'insertMany'>;
  /** Of the format. Throws `LineFault`. */
  readonly toDraft: (record: Members) => Draft;
  readonly readDraft: ReadDraft;
  readonly hashes: Pick<HashLedger, 'announce' | 'retract'>;
  /** Told of each account before it is made. */
  readonly audit: Audit;
  /** Told of each line that is refused. */
  readonly onRefusal: (line: number, fault: LineFault) => void;
  readonly onProgress: (counts: ImportCounts) => void;
  readonly wait?: (ms: number) => Promise<unknown>;
}

export interface ImportCounts {
  readonly read: number;
  readonly inserted: number;
  readonly there: number;
  readonly refused: number;
  /** How many of the inserted have no password that anybody can know. */
  readonly withoutHash: number;
  /** How many records had members that no account here has, by their names. */
  readonly leftOut: ReadonlyMap<string, number>;
}

interface NumberedLine extends ReadLine {
  readonly line: number;
}

const BATCH = 1000;

/** Throws `store_unavailable` when the store stays away; what was inserted stays, and the next run goes on from there. */
export const importAccounts = async (
  deps: ImportDeps,
  records: AsyncIterable<SourceRecord>,
): Promise<ImportCounts> => {
  const tally = createTally(deps);
  let batch = createBatch();
  let writing: Promise<void> = Promise.resolve();
  const write = async (): Promise<void> => {
    const full = batch.lines;
    batch = createBatch();
    await writing;
    writing = writeBatch(deps, tally, full);
    // It is awaited by the next batch; until then a failure has nobody else who takes it.
    writing.catch(() => undefined);
  };
  for await (const record of records) {
    const line = await readRecord(deps, tally, record);
    if (line === null) continue;
    if (batch.lines.length === BATCH || batch.has(line.account)) await write();
    batch.add(line);
  }
  await write();
  await writing;
  return tally.counts;
};

/** Lines of which no two have one id or email: a second one of them meets the first in the store. */
const createBatch = () => {
  const lines: NumberedLine[] = [];
  const [ids, emails] = [new Set<string>(), new Set<string>()];
  return {
    lines,
    has: ({ id, email }: Account): boolean => ids.has(id) || emails.has(email),
    add: (line: NumberedLine): void => {
      lines.push(line);
      ids.add(line.account.id);
      emails.add(line.account.email);
    },
  };
};

const createTally = ({ onRefusal, onProgress }: Pick<ImportDeps, 'onRefusal' | 'onProgress'>) => {
  const leftOut = new Map<string, number>();
  const counts = { read: 0, inserted: 0, there: 0, refused: 0, withoutHash: 0, leftOut };
  return {
    counts,
    leaveOut: (name: string): void => void leftOut.set(name, (leftOut.get(name) ?? 0) + 1),
    refuse: (line: number, fault: unknown): void => {
      if (!(fault instanceof LineFault)) throw fault;
      counts.refused += 1;
      onRefusal(line, fault);
    },
    tell: (): void => onProgress(counts),
  };
};

type Tally = ReturnType<typeof createTally>;

const readRecord = async (
  { toDraft, readDraft }: ImportDeps,
  tally: Tally,
  { line, read }: SourceRecord,
): Promise<NumberedLine | null> => {
  tally.counts.read += 1;
  try {
    const record = membersOf(read());
    const draft = toDraft(record);
    for (const name of new Set(record.leftOver())) tally.leaveOut(name);
    return { line, ...(await readDraft(draft)) };
  } catch (error) {
    tally.refuse(line, error);
    return null;
  }
};

const writeBatch = async (deps: ImportDeps, tally: Tally, lines: readonly NumberedLine[]): Promise<void> => {
  if (lines.length > 0) await insertLines(deps, tally, lines);
  tally.tell();
};

const insertLines = async (deps: ImportDeps, tally: Tally, lines: readonly NumberedLine[]): Promise<void> => {
  const { users, hashes, audit } = deps;
  const places = lines.map(({ account }) => account);
  const holders = await patiently(deps, () => users.findHolders(places));
  const free = lines.filter((_, index) => holders[index] === null);
  for (const [index, line] of lines.entries()) judge(tally, line, holders[index] ?? null);
  if (free.length === 0) return;
  const accounts = free.map(({ account }) => account);
  await patiently(deps, () => hashes.announce(accounts));
  for (const { id, email } of accounts) await audit({ event: 'account_created', subject: id, email });
  const outcomes = await patiently(deps, () => users.insertMany(accounts));
  const isMade = ({ account }: NumberedLine, index: number): boolean =>
    (outcomes[index] ?? account).id === account.id;
  const made = free.filter(isMade);
  const lost = free.filter((line, index) => !isMade(line, index));
  tally.counts.inserted += made.length;
  tally.counts.withoutHash += made.filter(({ account }) => account.passwordHash === NO_PASSWORD).length;
  for (const line of lost) judge(tally, line, outcomes[free.indexOf(line)] ?? null);
  await patiently(deps, () => hashes.retract(lost.map(({ account }) => account)));
};

/** What a line is whose place somebody has: there already, or refused. */
const judge = (tally: Tally, line: NumberedLine, holder: Account | null): void => {
  if (holder === null) return;
  try {
    requireSame(line, holder);
    tally.counts.there += 1;
  } catch (error) {
    tally.refuse(line.line, error);
  }
};

/** The pauses before a store that does not answer is asked again, in milliseconds. */
const PAUSES_MS = [500, 1000, 2000, 4000, 8000];

/** All that is tried again may be done twice: an account that is there by its own id was made by the try before. */
const patiently = async <T>({ wait = sleep }: ImportDeps, act: () => Promise<T>): Promise<T> => {
  for (const pauseMs of PAUSES_MS) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof GatehouseError) || error.code !== 'store_unavailable') throw error;
    }
    await wait(pauseMs);
  }
  return act();
};
