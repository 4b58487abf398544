// The options of npm run bench.
import { parseArgs } from 'node:util';
import { SHORT_SHARE } from './core/effort.ts';

export interface Options {
  /** Fewer rounds: a minute or so. */
  readonly short: boolean;
  /** The share of the rounds that is run. */
  readonly share: number;
  /** Compares with the stored ratios, and fails where one is worse in three runs of three. */
  readonly guard: boolean;
  /** Writes the ratios of this run to be compared with. */
  readonly store: boolean;
  /** Writes the figures of this run into the documentation. */
  readonly publish: boolean;
  /** The parts to run; all of them where none is named. */
  readonly only: readonly string[];
  /** A MongoDB server, for the row that needs one. */
  readonly databaseUrl: string | null;
}

/** What the command may be called with is wrong; the message says how it is called. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const USAGE =
  'usage: npm run bench [-- --short] [--guard | --store | --publish] [--share SHARE] [--only PART,…] [--database-url URL]';

/** @throws UsageError */
export const readOptions = (
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  parts: readonly string[],
): Options => {
  const { short, guard, store, publish, only, share, 'database-url': url } = parse(args);
  const named = only === undefined ? [] : only.split(',');
  const unknown = named.find((name) => !parts.includes(name));
  if (unknown !== undefined) throw new UsageError(`--only takes ${parts.join(', ')}; not ${unknown}`);
  if ([guard, store, publish].filter(Boolean).length > 1) throw new UsageError(USAGE);
  if (publish && (short || named.length > 0))
    throw new UsageError('--publish takes a whole run: figures of a short one are not for a page');
  // What is stored is what the guard measures.
  const isShort = short || guard || store;
  return {
    ...{ guard, store, publish, only: named },
    short: isShort,
    share: share === undefined ? (isShort ? SHORT_SHARE : 1) : readShare(share),
    databaseUrl: url ?? env['MONGODB_TEST_URL'] ?? null,
  };
};

const readShare = (text: string): number => {
  const share = Number(text);
  if (!(share > 0 && share <= 1)) throw new UsageError('--share is a number above 0, and 1 at most');
  return share;
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch {
    throw new UsageError(USAGE);
  }
};

const OPTIONS = {
  short: { type: 'boolean', default: false },
  guard: { type: 'boolean', default: false },
  store: { type: 'boolean', default: false },
  publish: { type: 'boolean', default: false },
  only: { type: 'string' },
  share: { type: 'string' },
  'database-url': { type: 'string' },
} as const;
