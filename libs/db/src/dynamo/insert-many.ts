// Many accounts: each is made by itself, as many at a time as a table takes without holding the others up.
import { GatehouseError } from '@gatehouse/errors';
import type { Account, User } from '../ports.ts';
import { requireText } from '../text.ts';
import { storeUnavailable } from '../unavailable.ts';
import { accountKey } from './account-items.ts';
import { IdTakenError, insertAccount } from './account-writes.ts';
import { claimKey } from './claim-items.ts';
import type { Running } from './connection.ts';
import type { Key } from './keys.ts';

type Place = Pick<User, 'id' | 'email'>;

/** Asks for one account of an id or an email. */
type FindHolder = (place: Place) => Promise<Account | null>;

const AT_ONCE = 32;

/** In the order given, with so many under way. */
const mapInLanes = async <T, Result>(
  items: readonly T[],
  act: (item: T) => Promise<Result>,
): Promise<readonly Result[]> => {
  const results = new Array<Result>(items.length);
  const left = items.entries();
  const lane = async (): Promise<void> => {
    for (const [index, item] of left) results[index] = await act(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return results;
};

/** Each has the time of a call of its own. */
export const insertEach = (
  { run }: Running,
  accounts: readonly Account[],
  findHolder: FindHolder,
): Promise<readonly (Account | null)[]> => {
  const insert = async (account: Account): Promise<Account | null> => {
    try {
      await run((table) => insertAccount(table, account));
      return null;
    } catch (error) {
      if (!isTaken(error)) throw error;
      return (await findHolder(account)) ?? gone();
    }
  };
  return mapInLanes(accounts, insert);
};

const isTaken = (error: unknown): boolean =>
  error instanceof IdTakenError || (error instanceof GatehouseError && error.code === 'email_taken');

const gone = (): never => {
  throw storeUnavailable(new Error('A key was taken when accounts were made, and is not any more'));
};

/** Where neither an account nor a claim is there, nobody has to be asked for. */
export const findEach = async (
  { run }: Running,
  places: readonly Place[],
  findHolder: FindHolder,
): Promise<readonly (Account | null)[]> => {
  const keys = places.flatMap(({ id, email }) => [accountKey(requireText(id)), claimKey(requireText(email))]);
  const items = await run((table) => table.getAll(keys));
  const there = new Set(items.map(({ pk }) => pk));
  const isThere = ({ pk }: Key): boolean => there.has(pk);
  return mapInLanes(places, async (place) =>
    isThere(accountKey(place.id)) || isThere(claimKey(place.email)) ? findHolder(place) : null,
  );
};
