// What a file that is written to needs from time to time, between requests and never within one: room that was freed goes back to the
// disk, and the log of writes is emptied into the file, so that what was erased is in neither.
import type { DatabaseSync } from 'node:sqlite';

/** How a connection keeps its file. */
export interface Upkeep {
  /** A call was made of the connection: looks after the file soon, if that is not planned yet. */
  readonly plan: () => void;
  /** A turn that is planned is made at once, and none after it: a command is done before its time has come. */
  readonly end: () => void;
}

/** A second after a call, so that a burst of them costs one turn. Milliseconds. */
const AFTER_MS = 1000;

/** More is left where a turn has not come to the end of the free pages. Milliseconds. */
const AGAIN_AFTER_MS = 50;

/** Calls `turn`, which says whether more is left. What it throws is for the next call to find, and ends no process. */
export const createUpkeep = (turn: () => boolean, afterMs = AFTER_MS): Upkeep => {
  let timer: NodeJS.Timeout | undefined;
  const planIn = (ms: number): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      if (attempt(turn)) planIn(AGAIN_AFTER_MS);
    }, ms).unref();
  };
  return {
    plan: () => planIn(afterMs),
    end: () => {
      if (timer === undefined) return;
      clearTimeout(timer);
      timer = undefined;
      attempt(turn);
    },
  };
};

const attempt = (turn: () => boolean): boolean => {
  try {
    return turn();
  } catch {
    return false;
  }
};

/** So many pages stay free: what comes next is written there. A megabyte. */
export const KEPT_FREE_PAGES = 256;

/** So many pages at once: a few milliseconds. */
const PAGES_PER_TURN = 256;

/**
 * Makes one bounded turn; it says whether there is more to give back. A turn does nothing where nothing was written since the last one
 * here, and what another process keeps it from is left for a later one, also where nothing is written until then.
 */
export const keeperOf = (database: DatabaseSync): (() => boolean) => {
  const changes = database.prepare('SELECT total_changes() AS total');
  let [seen, more]: [unknown, boolean] = [0, false];
  return () => {
    const total = changes.get()?.['total'];
    if (total === seen && !more) return false;
    more = giveBack(database);
    if (emptyLog(database)) seen = total;
    return more;
  };
};

/** False while another process reads what the log holds, or writes. */
const emptyLog = (database: DatabaseSync): boolean =>
  database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy'] === 0;

/** A file that an older release has made gives nothing back until a migration has prepared it. */
const giveBack = (database: DatabaseSync): boolean => {
  const free = numberOf(database, 'freelist_count') - KEPT_FREE_PAGES;
  if (free <= 0 || numberOf(database, 'auto_vacuum') !== INCREMENTAL) return false;
  database.exec(`PRAGMA incremental_vacuum(${Math.min(free, PAGES_PER_TURN)})`);
  return free > PAGES_PER_TURN;
};

/** As `PRAGMA auto_vacuum` tells it. */
export const INCREMENTAL = 2;

/** The answer to a pragma that is a number. */
export const numberOf = (database: DatabaseSync, pragma: string): number =>
  Number(database.prepare(`PRAGMA ${pragma}`).get()?.[pragma]);
