// What a store is told of the hashes that an import brings, so that no refused login tells by its time whose hash is of another kind:
// how many there are, and how long the slowest kind takes.
import type { Account, UserStore, ValueStore } from '@gatehouse/db';
import { isForeignHash } from '@gatehouse/hashing/rules';
import { kindOfHash } from '@gatehouse/hashing/stored';
import { IMPORTED_HASHES } from '../imported-hashes.ts';
import { REFUSAL_FLOOR_MS } from '../refusals.ts';

export interface HashLedgerDeps {
  readonly values: Pick<ValueStore, 'find' | 'set' | 'add'>;
  readonly users: Pick<UserStore, 'list'>;
  /** How long a password takes against this hash, in milliseconds. */
  readonly measure: (hash: string) => Promise<number>;
}

export interface HashLedger {
  /** To be told before these accounts are made: a count that is too high only lets refusals wait. */
  readonly announce: (accounts: readonly Account[]) => Promise<void>;
  /** Those of them that were not made after all. */
  readonly retract: (accounts: readonly Account[]) => Promise<void>;
  /** When all is in. Where an earlier import was cut short, or the store did not answer to a count, the count is made anew by a walk over all accounts. */
  readonly close: () => Promise<void>;
  /** The floor that the store has by now, in milliseconds; 0 where no hash is of another kind. */
  readonly floorMs: () => number;
}

/** `1` from the beginning of an import to its end. */
const IMPORT_OPEN = 'import_open';

/** The machine that serves may be slower, and busy. */
const ROOM = 2;

const PAGE = 1000;

export const openHashLedger = async ({ values, users, measure }: HashLedgerDeps): Promise<HashLedger> => {
  const wasCutShort = (await values.find(IMPORT_OPEN)) === '1';
  const counted = Number((await values.find(IMPORTED_HASHES)) ?? 0);
  const isFirst = counted === 0 && !wasCutShort;
  let floorMs = isFirst ? 0 : Number((await values.find(REFUSAL_FLOOR_MS)) ?? 0);
  const measured = new Set<string>();
  await values.set(IMPORT_OPEN, '1');

  const raiseFloor = async (hash: string): Promise<void> => {
    measured.add(kindOfHash(hash));
    const neededMs = Math.ceil((await measure(hash)) * ROOM);
    if (neededMs <= floorMs) return;
    floorMs = neededMs;
    await values.set(REFUSAL_FLOOR_MS, String(floorMs));
  };
  let isDoubtful = wasCutShort;
  const add = async (amount: number): Promise<void> => {
    if (amount === 0) return;
    try {
      await values.add(IMPORTED_HASHES, amount);
    } catch (error) {
      isDoubtful = true;
      throw error;
    }
  };
  return {
    announce: async (accounts) => {
      const hashes = foreignIn(accounts);
      for (const hash of hashes) if (!measured.has(kindOfHash(hash))) await raiseFloor(hash);
      await add(hashes.length);
    },
    retract: (accounts) => add(-foreignIn(accounts).length),
    close: async () => {
      if (isDoubtful)
        await add((await countForeign(users)) - Number((await values.find(IMPORTED_HASHES)) ?? 0));
      await values.set(IMPORT_OPEN, '0');
    },
    floorMs: () => floorMs,
  };
};

const foreignIn = (accounts: readonly Account[]): readonly string[] =>
  accounts.map(({ passwordHash }) => passwordHash).filter(isForeignHash);

/** A login that renews a hash meanwhile leaves the count one too high at most, never too low. */
const countForeign = async (users: Pick<UserStore, 'list'>): Promise<number> => {
  let count = 0;
  for await (const page of pagesOf(users)) count += foreignIn(page).length;
  return count;
};

/** All accounts, oldest first, a page at a time. */
export async function* pagesOf(users: Pick<UserStore, 'list'>): AsyncGenerator<readonly Account[]> {
  for (let after: Account | null = null; ;) {
    const page: readonly Account[] = await users.list({ limit: PAGE, after });
    if (page.length === 0) return;
    yield page;
    after = page.at(-1)!;
  }
}
