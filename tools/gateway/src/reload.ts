// Turns bursts of file changes into one update at a time, and keeps the last good apps when an update fails.
import { messageOf, StartError } from './start-error.ts';

export interface ReloadOptions {
  readonly update: (isChanged: (app: string) => boolean) => Promise<void>;
  readonly write: (line: string) => void;
  /** Editors and checkouts write many files at once; this long a silence ends a burst. */
  readonly quietMs?: number;
}

export interface Reloader {
  /** Sources of these apps changed; none of them for a template alone. */
  changed(apps: readonly string[]): void;
  stop(): void;
}

export const createReloader = ({ update, write, quietMs = 100 }: ReloadOptions): Reloader => {
  let waiting = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> = Promise.resolve();
  const run = async (): Promise<void> => {
    const names = waiting;
    waiting = new Set();
    try {
      await update((app) => names.has(app));
      write(`reloaded ${[...names].sort().join(', ') || 'templates'}`);
    } catch (error) {
      for (const name of names) waiting.add(name);
      const lines = error instanceof StartError ? error.lines : [messageOf(error)];
      for (const line of [...lines, 'not reloaded; what ran before runs on']) write(line);
    }
  };
  return {
    changed(apps) {
      for (const app of apps) waiting.add(app);
      clearTimeout(timer);
      timer = setTimeout(() => void (underWay = underWay.then(run)), quietMs);
    },
    stop: () => clearTimeout(timer),
  };
};
