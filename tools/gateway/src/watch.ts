// Watches folders for changed sources. Ours, because Node's recursive watch opens every file below node_modules on Linux.
import { readdirSync, watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { basename, join } from 'node:path';

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
    if (watchers.has(directory)) return;
    const onEvent = (event: string, name: string | null): void => {
      if (name === null || IGNORED.test(name)) return;
      const path = join(directory, name);
      if (SOURCE.test(name)) {
        if (!TEST.test(name)) onChange(path);
      } else if (event === 'rename') enter(path);
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
  /** Watches a directory and all below it; a path that is none, or is gone again, is passed over. */
  const enter = (directory: string): void => {
    for (const one of directoriesFrom(directory)) {
      drop(one);
      add(one);
    }
  };
  enter(folder);
  return () => [...watchers.keys()].forEach(drop);
};

const directoriesFrom = (directory: string): readonly string[] => {
  try {
    const inner = readdirSync(directory, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !IGNORED.test(basename(entry.name)))
      .flatMap((entry) => directoriesFrom(join(directory, entry.name)));
    return [directory, ...inner];
  } catch {
    return [];
  }
};
