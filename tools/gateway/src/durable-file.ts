// Writes small files so that a reader sees the old text or the new one, and a crash leaves one of them.
import { randomUUID } from 'node:crypto';
import { link, open, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Replaces the file, or makes it. `mode` holds from the first byte on. */
export const replaceFile = async (path: string, text: string, mode: number): Promise<void> => {
  const draft = await writeDraft(path, text, mode);
  await rename(draft, path);
  await sync(dirname(path));
};

/** Makes the file unless it is there: of several processes at once, the first wins and none sees half a file. */
export const createFileOnce = async (path: string, text: string, mode: number): Promise<void> => {
  const draft = await writeDraft(path, text, mode);
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
  await sync(dirname(path));
};

const writeDraft = async (path: string, text: string, mode: number): Promise<string> => {
  const draft = `${path}.${randomUUID()}.draft`;
  await using file = await open(draft, 'wx', mode);
  await file.writeFile(text);
  await file.sync();
  return draft;
};

const sync = async (path: string): Promise<void> => {
  await using directory = await open(path, 'r');
  await directory.sync();
};
