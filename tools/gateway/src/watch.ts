// Watches folders for changed sources. Ours, because Node's recursive watch opens every file below node_modules on Linux.
import { readdirSync, watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { basename, join } from 'node:path';

const IGNORED = /^(\..*|node_modules|dist|coverage)$/;
const SOURCE = /\.([cm]?[jt]s|json|ya?ml)$/;
const TEST = /\.test\.[cm]?[jt]s$/;

/** Calls `onChange` with each source file that changes, comes or goes below `folder`; gives the way to stop. */
export const watchSources = (folder: string, onChange: (file: string) => void): (() => void) => {
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
    const watcher = watch(directory, { persistent: false }, onEvent);
    watcher.on('error', () => drop(directory));
    watchers.set(directory, watcher);
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
