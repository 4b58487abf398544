// A consistent copy of a SQLite file while others write to it.
import { closeSync, existsSync, openSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openFile } from '../sqlite/file.ts';
import { DEFAULT_TIMEOUT_MS } from '../options.ts';
import { retryWhileBusy } from '../sqlite/retry.ts';
import { makeDraftFolder, placeNew, removeDraftFolder, settleDraft } from './durable-files.ts';
import { DatabaseFileError, naming } from './file-error.ts';
import { openRecognised } from './recognise.ts';
import { writeStamp } from './stamp.ts';

export interface BackUpOptions {
  /** The database. */
  readonly source: string;
  /** The copy, which must not be there yet. */
  readonly target: string;
  readonly now: () => Date;
  /** Told of each step that is done; fault tests die there. */
  readonly onStep?: (step: string) => void;
}

export interface BackedUp {
  /** What was acknowledged before is in the copy. */
  readonly takenAt: Date;
  readonly accounts: number;
  readonly bytes: number;
}

/**
 * Copies the database as it is at one moment (`VACUUM INTO`: one read transaction, which waits for no writer and holds up none), looks
 * through the copy, and gives it its name when it is whole and on the disk. It has the mode 0600, and nothing of what was deleted.
 * @throws DatabaseFileError, and then there is no file `target` that was not there before
 */
export const backUp = async ({
  source,
  target,
  now,
  onStep = () => undefined,
}: BackUpOptions): Promise<BackedUp> => {
  requireRoom(source, target);
  const folder = makeDraftFolder(target);
  try {
    const draft = join(folder, 'copy.db');
    const takenAt = now();
    await copyInto(draft, source);
    onStep('copied');
    const accounts = naming(target, 'cannot be written', () => stamp(draft, source, takenAt));
    onStep('checked');
    settleDraft(draft);
    const { size: bytes } = statSync(draft);
    placeNew(draft, target);
    onStep('placed');
    return { takenAt, accounts, bytes };
  } finally {
    removeDraftFolder(folder);
  }
};

const requireRoom = (source: string, target: string): void => {
  if (!existsSync(source)) throw new DatabaseFileError(source, 'is not there: there is no database to copy');
  if (!existsSync(dirname(target)))
    throw new DatabaseFileError(target, 'cannot be written: its folder is not there');
  if (existsSync(target)) throw new DatabaseFileError(target, 'is there already, and is not overwritten');
};

const copyInto = async (draft: string, source: string): Promise<void> => {
  closeSync(openSync(draft, 'wx', 0o600));
  const copy = (): void => {
    const database = openFile(source);
    try {
      database.prepare('VACUUM INTO ?').run(draft);
    } finally {
      database.close();
    }
  };
  await retryWhileBusy(DEFAULT_TIMEOUT_MS, copy).catch((error: unknown) =>
    naming(source, 'cannot be copied', () => {
      throw error;
    }),
  );
};

/** How many accounts there are in a copy that is whole; it has its stamp from then on, and no file beside it. */
const stamp = (draft: string, source: string, takenAt: Date): number => {
  const { database } = openRecognised(draft, source);
  try {
    database.exec('PRAGMA journal_mode = DELETE');
    writeStamp(database, takenAt);
    return Number(database.prepare('SELECT count(*) AS count FROM users').get()?.['count']);
  } finally {
    database.close();
  }
};
