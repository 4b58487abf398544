// The progress of a long command on standard error: on a terminal one line that is written over, elsewhere few plain lines.

/** Where progress goes, as far as it matters here. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface ProgressOptions {
  /** Standard error, so that what a command answers stays by itself. */
  readonly stream?: ProgressStream;
  /** `CI` makes plain lines rarer, and `TERM=dumb` makes a terminal a plain stream. */
  readonly env?: NodeJS.ProcessEnv;
  /** Says nothing at all, as with `--json`. */
  readonly isQuiet?: boolean;
  /** Milliseconds that only rise. */
  readonly now?: () => number;
}

/** A step is always told; what happens within it is told as often as a reader can use it. */
export interface Progress {
  /** Begins a step, such as `2 of 5: packs auth`. */
  readonly step: (text: string) => void;
  /** How far the step is, such as `12,000 of 50,000 accounts`: at once on a terminal, elsewhere once in 10 s (in CI, in 60 s). */
  readonly update: (text: string) => void;
  /** A line that stays, above the one that is written over. */
  readonly print: (line: string) => void;
  /** Leaves the line as it stands, for a child process that writes to the same terminal. */
  readonly release: () => void;
  /** Ends it, until the next step; a terminal keeps nothing of the last one. Call it in a `finally`. */
  readonly end: () => void;
}

/** Between two plain lines of one step, in milliseconds. */
const PLAIN_MS = 10_000;
const PLAIN_IN_CI_MS = 60_000;

/** Between two looks of a terminal's line; the seconds on it go on while nothing is told. */
const REDRAW_MS = 1000;

/**
 * Progress on `stream`. It keeps no process alive, and throws nothing.
 * @example
 * const progress = createProgress({ isQuiet: json });
 * try {
 *   for (const [index, row] of rows.entries()) {
 *     progress.update(`${index} of ${rows.length} accounts`);
 *     await store(row);
 *   }
 * } finally {
 *   progress.end();
 * }
 */
export const createProgress = ({
  stream = process.stderr,
  env = process.env,
  isQuiet = false,
  now = () => performance.now(),
}: ProgressOptions = {}): Progress => {
  if (isQuiet) return SILENT;
  return stream.isTTY === true && env['TERM'] !== 'dumb' && !isSet(env['CI'])
    ? onTerminal(stream, now)
    : onPlainStream(stream, isSet(env['CI']) ? PLAIN_IN_CI_MS : PLAIN_MS, now);
};

const isSet = (value: string | undefined): boolean =>
  value !== undefined && !['', '0', 'false'].includes(value);

const nothing = (): void => undefined;
const SILENT: Progress = { step: nothing, update: nothing, print: nothing, release: nothing, end: nothing };

const onPlainStream = (stream: ProgressStream, everyMs: number, now: () => number): Progress => {
  let toldAt = now();
  const tell = (text: string): void => {
    toldAt = now();
    stream.write(`${text}\n`);
  };
  return {
    ...SILENT,
    step: tell,
    print: tell,
    update: (text) => {
      if (now() - toldAt >= everyMs) tell(text);
    },
  };
};

const CLEAR = '\r\x1b[2K';

/** Updates come in thousands a second, and a terminal is slow: it gets ten of them. */
const DRAW_MS = 100;

const onTerminal = (stream: ProgressStream, now: () => number): Progress => {
  let [step, detail, isShown, began, drawnAt] = ['', '', false, now(), 0];
  let clock: NodeJS.Timeout | undefined;
  const draw = (): void => {
    drawnAt = now();
    const seconds = Math.floor((drawnAt - began) / 1000);
    const parts = [step, detail, seconds > 0 ? `${seconds} s` : ''].filter(Boolean);
    stream.write(`${CLEAR}${parts.join('  ').slice(0, (stream.columns ?? 80) - 1)}`);
    isShown = true;
    clock ??= setInterval(() => isShown && draw(), REDRAW_MS).unref();
  };
  const clear = (): void => {
    if (isShown) stream.write(CLEAR);
    isShown = false;
  };
  return {
    step: (text) => {
      [step, detail, began] = [text, '', now()];
      draw();
    },
    update: (text) => {
      detail = text;
      if (!isShown || now() - drawnAt >= DRAW_MS) draw();
    },
    print: (line) => {
      const wasShown = isShown;
      clear();
      stream.write(`${line}\n`);
      if (wasShown) draw();
    },
    release: () => {
      if (isShown) stream.write('\n');
      isShown = false;
    },
    end: () => {
      clear();
      clearInterval(clock);
      clock = undefined;
    },
  };
};
