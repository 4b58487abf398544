// Plain JSON log lines, written straight to standard output, so that Lambda adds no prefix; small enough for the authorizer.

/** How much a line matters, from the least to the most. */
export type LogLevel = 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';

/** The levels in rising order. */
export const LOG_LEVELS: readonly LogLevel[] = ['DEBUG', 'INFO', 'WARN', 'ERROR'];

/** Flat facts about an event. Never a token, a password, a hash or an email. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Writes one line per call; an `error` is written as its name, message and chain of causes, with the first stack. */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields, error?: unknown): void;
  error(message: string, fields?: LogFields, error?: unknown): void;
}

/** Whose lines, from which level on, and where they go: standard output by default. */
export interface LoggerOptions {
  readonly level: LogLevel;
  /** Named in every line as `service`. */
  readonly service: string;
  readonly write?: (line: string) => void;
  readonly now?: () => Date;
}

/**
 * A logger of `service` that drops lines below `level`.
 * @example
 * const logger = createLogger({ level: 'INFO', service: 'orders' });
 * logger.info('order placed', { order_id: 'o1' });
 */
export const createLogger = ({
  level,
  service,
  write = (line) => void process.stdout.write(line),
  now = () => new Date(),
}: LoggerOptions): Logger => {
  const lowest = LOG_LEVELS.indexOf(level);
  const log = (at: LogLevel, message: string, fields?: LogFields, error?: unknown): void => {
    if (LOG_LEVELS.indexOf(at) < lowest) return;
    const line = { time: now().toISOString(), level: at, service, message, ...fields, ...describe(error) };
    write(`${JSON.stringify(line).replace(BENDING, escaped)}\n`);
  };
  return {
    debug: (message, fields) => log('DEBUG', message, fields),
    info: (message, fields) => log('INFO', message, fields),
    warn: (message, fields, error) => log('WARN', message, fields, error),
    error: (message, fields, error) => log('ERROR', message, fields, error),
  };
};

/**
 * What JSON leaves as it is, and a terminal or a reader of lines obeys: DEL and the C1 controls, separators of lines, changes
 * of direction. Escaped, they still mean the same to whoever parses the line.
 */
const BENDING = /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

// Whatever was thrown gets its line: a getter that throws must not cost the caller an answer.
const describe = (error: unknown): object => {
  if (error === undefined) return {};
  try {
    return { error: causesOf(error), stack: error instanceof Error ? error.stack : undefined };
  } catch {
    return { error: ['an error that cannot be read'] };
  }
};

const causesOf = (error: unknown, depth = 5): string[] => {
  if (!(error instanceof Error)) return [typeof error];
  const rest = error.cause === undefined || depth === 0 ? [] : causesOf(error.cause, depth - 1);
  return [`${error.name}: ${error.message}`, ...rest];
};
