// Many accounts in one command, and what stands where one of them could not be made.
import { MongoBulkWriteError, type Collection, type WriteError } from 'mongodb';
import type { Account, User } from '../ports.ts';
import { requireText } from '../text.ts';
import { storeUnavailable } from '../unavailable.ts';
import { toAccount, type UserDocument } from './documents.ts';
import { DUPLICATE_KEY } from './server-errors.ts';

type Place = Pick<User, 'id' | 'email'>;

export const placeOf = ({ _id: id, email }: UserDocument): Place => ({ id, email });

/** Inserts those whose keys are free, in any order; the others. */
export const insertFree = async (
  users: Pick<Collection<UserDocument>, 'insertMany'>,
  documents: readonly UserDocument[],
): Promise<readonly UserDocument[]> => {
  if (documents.length === 0) return [];
  try {
    await users.insertMany(documents, { ordered: false });
    return [];
  } catch (error) {
    const indexes = duplicatesIn(error);
    if (indexes === null) throw error;
    return documents.filter((_, index) => indexes.has(index));
  }
};

/** Which of the documents met a key that was taken; null for any other failure. The error itself holds emails, and is not kept. */
const duplicatesIn = (error: unknown): ReadonlySet<number> | null => {
  if (!(error instanceof MongoBulkWriteError) || error.result.getWriteConcernError()) return null;
  const errors = [error.writeErrors].flat() as readonly WriteError[];
  if (!errors.every(({ code }) => code === DUPLICATE_KEY)) return null;
  return new Set(errors.map(({ index }) => index));
};

/** For each place the account of its id, else that of its email, else null. */
export const holdersOf = async (
  users: Pick<Collection<UserDocument>, 'find'>,
  places: readonly Place[],
): Promise<readonly (Account | null)[]> => {
  if (places.length === 0) return [];
  const ids = places.map(({ id }) => requireText(id));
  const emails = places.map(({ email }) => requireText(email));
  const found = await users.find({ $or: [{ _id: { $in: ids } }, { email: { $in: emails } }] }).toArray();
  const accounts = found.map(toAccount);
  const byId = new Map(accounts.map((account) => [account.id, account]));
  const byEmail = new Map(accounts.map((account) => [account.email, account]));
  return places.map(({ id, email }) => byId.get(id) ?? byEmail.get(email) ?? null);
};

/** In the order of `documents`: null for one that was inserted, else its holder. */
export const toOutcomes = (
  documents: readonly UserDocument[],
  taken: readonly UserDocument[],
  holders: readonly (Account | null)[],
): readonly (Account | null)[] => {
  const holderBy = new Map(taken.map((document, index) => [document, holders[index]]));
  return documents.map((document) => {
    if (!holderBy.has(document)) return null;
    const holder = holderBy.get(document);
    if (holder) return holder;
    throw storeUnavailable(new Error('A key was taken when accounts were made, and is not any more'));
  });
};
