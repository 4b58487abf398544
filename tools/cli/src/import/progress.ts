// One line on standard error that says how far an import is: on a terminal it is written over, elsewhere it comes now and then.
import type { ImportCounts } from '@gatehouse/accounts/import';

export interface Screen {
  readonly isTerminal: boolean;
  readonly write: (text: string) => void;
  /** In milliseconds. */
  readonly now: () => number;
}

export interface Progress {
  readonly tell: (counts: ImportCounts) => void;
  /** Makes room for another line. */
  readonly clear: () => void;
}

const EVERY_MS = { terminal: 200, file: 10_000 };
const ERASE_LINE = '\r\x1b[K';

export const createProgress = (screen: Screen, fraction: () => number | null): Progress => {
  const begun = screen.now();
  const everyMs = screen.isTerminal ? EVERY_MS.terminal : EVERY_MS.file;
  let toldAt = begun;
  let isShown = false;
  const clear = (): void => {
    if (isShown) screen.write(ERASE_LINE);
    isShown = false;
  };
  return {
    clear,
    tell: (counts) => {
      if (screen.now() - toldAt < everyMs) return;
      toldAt = screen.now();
      const line = lineOf(counts, { seconds: (toldAt - begun) / 1000, fraction: fraction() });
      screen.write(screen.isTerminal ? `${ERASE_LINE}${line}` : `${line}\n`);
      isShown = screen.isTerminal;
    },
  };
};

interface Pace {
  readonly seconds: number;
  readonly fraction: number | null;
}

const lineOf = ({ read, inserted, there, refused }: ImportCounts, { seconds, fraction }: Pace): string => {
  const part = fraction === null ? '' : `${Math.floor(fraction * 100)} %, `;
  const rate = `${Math.round(read / seconds)} a second`;
  return `${part}${read} read, ${inserted} imported, ${there} there already, ${refused} refused, ${rate}`;
};
