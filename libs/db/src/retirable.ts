// A database that can be retired: it is closed as soon as nobody uses it any more, no request and no call.
import { atBudgetEnd } from '@gatehouse/deadline';
import type { Database } from './ports.ts';

export interface RetirableDatabase {
  readonly database: Database;
  /** The surrounding request uses it until its end, also between two calls. */
  readonly hold: () => void;
  /** It is closed when its last use ends. Whoever calls it after that has it opened once more, for that call. */
  readonly retire: () => void;
}

/** `open` touches nothing, as `openDatabase` does not. */
export const createRetirable = (open: () => Database): RetirableDatabase => {
  let current: Database | undefined = open();
  let retired = false;
  let uses = 0;

  const closeUnused = (): void => {
    if (!retired || uses > 0) return;
    current?.close().catch(() => undefined);
    current = undefined;
  };
  const release = (): void => {
    uses -= 1;
    closeUnused();
  };
  const use = async <T>(work: (database: Database) => Promise<T>): Promise<T> => {
    uses += 1;
    try {
      return await work((current ??= open()));
    } finally {
      release();
    }
  };
  return {
    database: {
      ...countedStores(current, use),
      migrate: () => use((database) => database.migrate()),
      close: async () => current?.close(),
    },
    hold: () => {
      if (atBudgetEnd(release)) uses += 1;
    },
    retire: () => {
      retired = true;
      closeUnused();
    },
  };
};

type Use = <T>(work: (database: Database) => Promise<T>) => Promise<T>;
type Stores = Omit<Database, 'migrate' | 'close'>;
type Call = (...args: unknown[]) => Promise<unknown>;

/** The same stores and methods as `database` has, each call a use. */
const countedStores = (database: Database, use: Use): Stores => {
  const stores = Object.entries(database).filter(([, store]) => typeof store === 'object');
  const counted = stores.map(([name, store]) => [
    name,
    countedStore(name as keyof Stores, store as object, use),
  ]);
  return Object.fromEntries(counted) as Stores;
};

const countedStore = (name: keyof Stores, store: object, use: Use): Readonly<Record<string, Call>> =>
  Object.fromEntries(
    Object.keys(store).map((method) => [
      method,
      (...args: unknown[]) =>
        use((database) => (database[name] as unknown as Record<string, Call>)[method]!(...args)),
    ]),
  );
