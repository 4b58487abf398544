// The options of npm run bench -- store.
import { parseArgs } from 'node:util';
import { UsageError } from '../options.ts';

export interface StoreOptions {
  /** How many accounts each store is filled with, the smallest first: ratios are of it. */
  readonly sizes: readonly number[];
  /** Fewer rounds. */
  readonly short: boolean;
  readonly rounds: number;
  /** Leaves the filled databases, and measures in those that an earlier run has left. */
  readonly keep: boolean;
  /** Compares what SQLite may be given of memory, and measures nothing else. */
  readonly caches: boolean;
  readonly publish: boolean;
  readonly stores: readonly string[];
  /** A MongoDB server; without one that store is left out. */
  readonly databaseUrl: string | null;
}

export const STORES = ['sqlite', 'mongodb'];

const SIZES = '1000,100000,1000000';
const ROUNDS = 20;
const SHORT_ROUNDS = 4;

export const STORE_USAGE =
  'usage: npm run bench -- store [--caches] [--short | --publish] [--keep] [--stores sqlite,mongodb] [--sizes 1000,…] [--database-url URL]';

/** @throws UsageError */
export const readStoreOptions = (
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): StoreOptions => {
  const { short, keep, caches, publish, stores, sizes, 'database-url': url } = parse(args);
  if (publish && short) throw new UsageError(STORE_USAGE);
  return {
    ...{ short, keep, caches, publish, sizes: readSizes(sizes), stores: readStores(stores) },
    rounds: short ? SHORT_ROUNDS : ROUNDS,
    databaseUrl: url ?? env['MONGODB_TEST_URL'] ?? null,
  };
};

const readSizes = (text: string): readonly number[] => {
  const sizes = text.split(',').map(Number);
  if (!sizes.every((size) => Number.isInteger(size) && size >= 100))
    throw new UsageError('--sizes takes whole numbers of accounts, 100 at least');
  return sizes.toSorted((a, b) => a - b);
};

const readStores = (text: string): readonly string[] => {
  const stores = text.split(',');
  const unknown = stores.find((store) => !STORES.includes(store));
  if (unknown !== undefined) throw new UsageError(`--stores takes ${STORES.join(', ')}; not ${unknown}`);
  return stores;
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch {
    throw new UsageError(STORE_USAGE);
  }
};

const OPTIONS = {
  short: { type: 'boolean', default: false },
  keep: { type: 'boolean', default: false },
  caches: { type: 'boolean', default: false },
  publish: { type: 'boolean', default: false },
  stores: { type: 'string', default: STORES.join(',') },
  sizes: { type: 'string', default: SIZES },
  'database-url': { type: 'string' },
} as const;
