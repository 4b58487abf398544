// Files that are whole or not there, whatever ends the process: written in a folder of their own, synced, and given their name last.
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseFileError, naming } from './file-error.ts';

/** A folder beside `path`, for its owner alone: what is being written for it, on the same file system. */
export const makeDraftFolder = (path: string): string =>
  naming(path, 'cannot be written: nothing can be made in its folder', () => mkdtempSync(draftsOf(path)));

/** Takes away the folders that runs which were killed have left. For whoever holds the file of that path alone. */
export const removeDraftFolders = (path: string): void => {
  const folder = dirname(path);
  const left = existsSync(folder) ? readdirSync(folder) : [];
  for (const name of left.filter((each) => each.startsWith(basename(draftsOf(path)))))
    removeDraftFolder(join(folder, name));
};

export const removeDraftFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });

const draftsOf = (path: string): string => `${path}.draft-`;

/** Makes a draft of a file that may be for reading alone, as copies are that are kept. */
export const draftOf = (file: string, draft: string): void =>
  naming(file, 'cannot be copied', () => {
    copyFileSync(file, draft);
    chmodSync(draft, 0o600);
  });

/** Only its owner reads it, and it outlives the machine. */
export const settleDraft = (draft: string): void => {
  chmodSync(draft, 0o600);
  sync(draft);
};

/** Gives a finished draft its name. @throws DatabaseFileError where that is taken, also when it was taken just now */
export const placeNew = (draft: string, path: string): void => {
  try {
    linkSync(draft, path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST')
      throw new DatabaseFileError(path, 'is there already, and is not overwritten', { cause });
    naming(path, 'cannot be made', () => {
      throw cause;
    });
  }
  sync(dirname(path));
};

/** Gives a finished draft the name of a file: under that name there is the old file or the new one, at every moment. */
export const placeOver = (draft: string, path: string): void => {
  naming(path, 'cannot be replaced', () => renameSync(draft, path));
  sync(dirname(path));
};

/** Keeps a file under a second name. */
export const keepAs = (path: string, second: string): void => {
  naming(path, `cannot be kept as ${second}`, () => linkSync(path, second));
  sync(dirname(path));
};

const sync = (path: string): void => {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
};
