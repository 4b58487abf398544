// Engines that do not say which key was taken: what a duplicate means is found out by what is written, and by a look.
import { GatehouseError } from '@gatehouse/errors';
import type { Collection } from 'mongodb';
import { storeUnavailable } from '../unavailable.ts';
import type { UserDocument } from './documents.ts';
import { DUPLICATE_KEY, hasCode } from './server-errors.ts';

/**
 * Inserts an account. A duplicate without its key is asked for: the email's, the id's, or nobody's any more. The engine's own error
 * is not kept as a cause, since its text may hold the email.
 */
export const insertNew = async (
  users: Pick<Collection<UserDocument>, 'insertOne' | 'find'>,
  document: UserDocument,
): Promise<void> => {
  try {
    await users.insertOne(document);
  } catch (error) {
    if (!isUntold(error)) throw error;
    const { _id, email } = document;
    const held = await users
      .find({ $or: [{ _id }, { email }] })
      .limit(2)
      .toArray();
    if (held.some((other) => other._id === _id)) throw error;
    if (held.length > 0) throw new GatehouseError('email_taken');
    throw storeUnavailable(new Error('A key was taken when an account was made, and is not any more'));
  }
};

/** What a write to one account gives that sets an email, and no other unique key. */
export const takingEmail = async <T>(write: Promise<T>): Promise<T> => {
  try {
    return await write;
  } catch (error) {
    throw isUntold(error) ? new GatehouseError('email_taken') : error;
  }
};

const isUntold = (error: unknown): boolean =>
  hasCode(error, [DUPLICATE_KEY]) && error['keyPattern'] === undefined;
