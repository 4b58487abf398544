// Puts a copy in the place of a database. At every moment its name belongs either to the old database or to the whole new one.
import { existsSync, mkdirSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '../sqlite/connection.ts';
import { identityOf } from '../sqlite/file.ts';
import { runMigrations } from '../sqlite/migrations.ts';
import { BESIDE, holdAlone, type HeldFile } from './alone.ts';
import {
  draftOf,
  keepAs,
  makeDraftFolder,
  placeNew,
  placeOver,
  removeDraftFolder,
  removeDraftFolders,
  settleDraft,
} from './durable-files.ts';
import type { Ended } from './end-all.ts';
import { DatabaseFileError, naming } from './file-error.ts';
import { openRecognised } from './recognise.ts';
import { settleAll, type Settlement } from './settle.ts';
import { readStamp } from './stamp.ts';

export interface RestoreOptions<Made extends Settlement = Settlement> {
  /** The copy, which is read alone. */
  readonly source: string;
  /** The database whose place it takes, if there is one. */
  readonly target: string;
  readonly now: () => Date;
  /** Asked once, when the copy is known to be good. The time is when it was made; null where it does not say. */
  readonly settlementOf: (takenAt: Date | null) => Made;
  /** Told of each step that is done; fault tests die there. */
  readonly onStep?: (step: string) => void;
}

export interface Restored<Made extends Settlement = Settlement> extends Prepared<Made> {
  /** The name of the file that was in its place; null where there was none. */
  readonly keptAs: string | null;
}

interface Prepared<Made extends Settlement> {
  /** When the copy was made; null where it does not say. */
  readonly takenAt: Date | null;
  readonly ended: Ended;
  /** What was asked for, when all accounts have been settled. */
  readonly settlement: Made;
}

/**
 * Holds the database alone, makes beside it what takes its place (migrated, all accounts settled, and nothing that was given out
 * before is good any more), and gives that its name. Killed on the way it leaves the database that was there.
 * @throws DatabaseFileError for a database in use, and for a copy that is damaged, foreign or of a newer release; nothing has changed
 */
export const restore = <Made extends Settlement>({
  target: named,
  ...options
}: RestoreOptions<Made>): Restored<Made> => {
  const { source, now, onStep = () => undefined } = options;
  const target = existsSync(named) ? realpathSync(named) : named;
  requireCopy(source, target);
  const held = hold(target);
  let folder: string | undefined;
  try {
    onStep('held');
    removeLeftovers(target);
    folder = makeDraftFolder(target);
    const draft = join(folder, 'restored.db');
    draftOf(source, draft);
    onStep('copied');
    const prepared = naming(source, 'cannot be restored', () => prepare(draft, options));
    settleDraft(draft);
    onStep('prepared');
    return { ...prepared, keptAs: place(draft, { target, held, now: now(), onStep }) };
  } finally {
    held?.release();
    if (folder !== undefined) removeDraftFolder(folder);
  }
};

const requireCopy = (source: string, target: string): void => {
  if (!statSync(source, { throwIfNoEntry: false })?.isFile())
    throw new DatabaseFileError(source, 'is not there, or is no file');
  if (identityOf(source) === identityOf(target))
    throw new DatabaseFileError(source, 'is the database itself');
  const beside = ['-wal', '-journal'].find((suffix) => existsSync(source + suffix));
  if (beside !== undefined)
    throw new DatabaseFileError(
      source,
      `has a ${beside} file beside it: it is in use, or only a part of a database`,
    );
};

/** Null where no database is there. What one has left beside it would be read into the new one. */
const hold = (target: string): HeldFile | null => {
  if (existsSync(target)) return holdAlone(target);
  const left = BESIDE.map((suffix) => target + suffix).find((path) => existsSync(path));
  if (left !== undefined)
    throw new DatabaseFileError(left, 'lies there without its database: move it away, and repeat this');
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
  return null;
};

/** Of runs that were killed: what they were writing, and second names of the file that is still in place. */
const removeLeftovers = (target: string): void => {
  removeDraftFolders(target);
  const identity = identityOf(target);
  for (const name of readdirSync(dirname(target))) {
    const path = join(dirname(target), name);
    if (name.startsWith(`${basename(target)}${REPLACED}`) && identityOf(path) === identity) rmSync(path);
  }
};

const REPLACED = '.replaced-';

const prepare = <Made extends Settlement>(
  draft: string,
  { source, settlementOf, onStep }: Omit<RestoreOptions<Made>, 'target'>,
): Prepared<Made> => {
  const { database } = openRecognised(draft, source);
  try {
    // What is written here counts from its sync and its name on, and is rewritten whole at the end.
    database.exec('PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF; PRAGMA secure_delete = OFF');
    inTransaction(database, () => runMigrations(database));
    onStep?.('migrated');
    const takenAt = readStamp(database);
    const settlement = settlementOf(takenAt);
    const ended = settleAll(database, settlement);
    onStep?.('settled');
    useLog(database);
    return { takenAt, ended, settlement };
  } finally {
    database.close();
  }
};

/** As a migration leaves a file: one without a log shows nobody that it is in use. */
const useLog = (database: DatabaseSync): void => void database.prepare('PRAGMA journal_mode = WAL').get();

interface Placing {
  readonly target: string;
  readonly held: HeldFile | null;
  readonly now: Date;
  readonly onStep: (step: string) => void;
}

const place = (draft: string, { target, held, now, onStep }: Placing): string | null => {
  if (held === null) {
    placeNew(draft, target);
    onStep('placed');
    return null;
  }
  const keptAs = `${target}${REPLACED}${now.toISOString().replaceAll(/[-:]/g, '')}`;
  held.gather();
  onStep('gathered');
  keepAs(target, keptAs);
  onStep('kept');
  placeOver(draft, target);
  onStep('placed');
  return keptAs;
};
