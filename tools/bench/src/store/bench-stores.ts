// npm run bench -- store: what the acts of a request cost on each store as accounts grow, as tables and as dist/bench/store.json.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createProgress } from '@gatehouse/terminal';
import { withPart } from '../core/page.ts';
import { machine } from '../measure.ts';
import { OUTPUT, ROOT } from '../paths.ts';
import { ACTS, type Crowd } from './acts.ts';
import { compareCaches } from './caches.ts';
import { SESSIONS_PER_ACCOUNT } from './crowd.ts';
import { filledStore, mongoPlace, sqlitePlace, type PlaceOf } from './filled-stores.ts';
import { measureActs, type Measured } from './measure.ts';
import { readStoreOptions, type StoreOptions } from './options.ts';
import { reportOf, type StoreResults } from './report.ts';

/** @throws UsageError */
export const benchStores = async (args: readonly string[]): Promise<void> => {
  const options = readStoreOptions(args, process.env);
  mkdirSync(join(OUTPUT, 'stores'), { recursive: true });
  if (options.caches) return reportCaches(options);
  const results = await measureStores(options);
  console.log(reportOf(results));
  writeFileSync(join(OUTPUT, 'store.json'), `${JSON.stringify(results, null, 2)}\n`);
  console.error('\nwritten: dist/bench/store.json');
  if (options.publish) publish('stores', reportOf(results));
};

const measureStores = async (options: StoreOptions): Promise<StoreResults> => {
  const { pinned: _pinned, ...where } = machine();
  const stores: { store: string; acts: readonly Measured[] }[] = [];
  const leftOut = [{ store: 'DynamoDB', why: 'since the engine that tests run on is no measure of AWS' }];
  for (const [name, { store, placeOf }] of Object.entries(placesOf(options))) {
    if (!options.stores.includes(name)) leftOut.push({ store, why: 'which --stores does not name' });
    else if (placeOf === null) leftOut.push({ store, why: 'since MONGODB_TEST_URL is not set' });
    else stores.push({ store, acts: await measureStore(store, placeOf, options) });
  }
  const form = options.short ? 'short' : 'whole';
  const time = new Date().toISOString();
  return {
    version: 1,
    time,
    form,
    machine: where,
    sessionsPerAccount: SESSIONS_PER_ACCOUNT,
    stores,
    leftOut,
  };
};

const placesOf = ({
  databaseUrl,
}: StoreOptions): Readonly<Record<string, { readonly store: string; readonly placeOf: PlaceOf | null }>> => ({
  sqlite: { store: 'SQLite', placeOf: sqlitePlace },
  mongodb: { store: 'MongoDB', placeOf: databaseUrl === null ? null : mongoPlace(databaseUrl) },
});

const measureStore = (store: string, placeOf: PlaceOf, options: StoreOptions): Promise<readonly Measured[]> =>
  withCrowds(store, placeOf, options, async (crowds, again, tell) => {
    const measured = await measureActs({ acts: ACTS, crowds, again, rounds: options.rounds, tell });
    tell('measured');
    return measured;
  });

type Use<T> = (crowds: readonly Crowd[], again: Crowd, tell: (line: string) => void) => Promise<T>;

/** The filled stores of each size, and another one of the smallest, which are gone afterwards where they are not to be kept. */
const withCrowds = async <T>(
  store: string,
  placeOf: PlaceOf,
  { sizes, keep }: StoreOptions,
  use: Use<T>,
): Promise<T> => {
  const { step, update: tell, end } = createProgress();
  step(store);
  const places = [...sizes.map((size) => ({ size, place: placeOf(String(size)) }))];
  places.push({ size: sizes[0]!, place: placeOf(`${sizes[0]}_again`) });
  const crowds: Crowd[] = [];
  try {
    for (const { size, place } of places) crowds.push(await filledStore(place, { size, keep, tell }));
    return await use(crowds.slice(0, -1), crowds.at(-1)!, tell);
  } finally {
    for (const { database } of crowds) await database.close();
    if (!keep) for (const { place } of places) await place.remove();
    end();
  }
};

const reportCaches = async (options: StoreOptions): Promise<void> => {
  const files = options.sizes.map((size) => ({ size, ...sqlitePlace(String(size)) }));
  const table = await withCrowds('SQLite', sqlitePlace, options, async () => compareCaches(files));
  console.log(table);
  if (options.publish) publish('caches', table);
};

/** Figures of the documentation are never typed by hand. */
const publish = (part: string, text: string): void => {
  const page = join(ROOT, 'docs/bench.md');
  writeFileSync(page, withPart(readFileSync(page, 'utf8'), part, text));
  console.error('written: docs/bench.md');
};
