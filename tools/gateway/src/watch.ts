// Watches folders for changed sources. Ours, because Node's recursive watch opens every file below node_modules on Linux.
import { readdirSync, watch } from 'node:fs';
import type { Dirent, FSWatcher } from 'node:fs';
import { join } from 'node:path';

const IGNORED = /^(\..*|node_modules|dist|coverage)$/;
const SOURCE = /\.([cm]?[jt]s|json|ya?ml)$/;
const TEST = /\.test\.[cm]?[jt]s$/;

export interface WatchHandlers {
  /** Told of each source file that changes, comes or goes; tests are none. */
  readonly onChange: (file: string) => void;
  /** Told when a folder cannot be watched, such as past the system's limit. */
  readonly onError: (error: unknown) => void;
}

/** Watches the sources below `folder`, folders that come later too; gives the way to stop. */
export const watchSources = (folder: string, { onChange, onError }: WatchHandlers): (() => void) => {
  const watchers = new Map<string, FSWatcher>();
  const add = (directory: string): void => {
    const onEvent = (event: string, name: string | null): void => {
      if (name === null || IGNORED.test(name)) return;
      const path = join(directory, name);
      if (SOURCE.test(name)) report([path]);
      else if (event === 'rename') report(enter(path));
    };
    try {
      const watcher = watch(directory, { persistent: false }, onEvent);
      watcher.on('error', () => drop(directory));
      watchers.set(directory, watcher);
    } catch (error) {
      // A folder may be gone again before we get to it.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') onError(error);
    }
  };
  const drop = (directory: string): void => {
    watchers.get(directory)?.close();
    watchers.delete(directory);
  };
  /**
   * Watches a directory and all below it, and gives the sources that it has. What is no directory, or gone again, is
   * passed over. The watch comes before the look, so that nothing comes between them unseen.
   */
  const enter = (directory: string): readonly string[] => {
    drop(directory);
    add(directory);
    const entries = entriesOf(directory);
    if (entries === null) drop(directory);
    return (entries ?? []).flatMap((entry) => {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) return enter(path);
      return SOURCE.test(entry.name) ? [path] : [];
    });
  };
  const report = (files: readonly string[]): void => {
    for (const file of files) if (!TEST.test(file)) onChange(file);
  };
  enter(folder);
  return () => [...watchers.keys()].forEach(drop);
};

const entriesOf = (directory: string): readonly Dirent[] | null => {
  try {
    return readdirSync(directory, { withFileTypes: true }).filter(({ name }) => !IGNORED.test(name));
  } catch {
    return null;
  }
};
