// Hashes that other systems have made, and that are still in the store: how many there are, and how each goes.
import type { Account, UserStore, ValueStore } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import type { PasswordHasher } from '@gatehouse/hashing';
import { isForeignHash } from '@gatehouse/hashing/rules';

/** The shared value that counts the accounts whose hash is not of our kind. An import adds to it. */
export const IMPORTED_HASHES = 'imported_hashes';

export interface RenewalDeps {
  readonly users: Pick<UserStore, 'rehash'>;
  readonly values: Pick<ValueStore, 'add'>;
  readonly passwords: Pick<PasswordHasher, 'needsRehash' | 'rehash'>;
}

/**
 * Now that the password is at hand and right, a hash that is weaker than new ones are, or of another kind, is made anew. The old
 * one goes on where there is no time for it, or the store does not answer: the next login tries again.
 */
export const renewHash = async (
  { users, values, passwords }: RenewalDeps,
  { id, passwordHash: from }: Account,
  password: string,
): Promise<void> => {
  if (!passwords.needsRehash(from)) return;
  try {
    const to = await passwords.rehash(password, from);
    if (await users.rehash(id, { from, to })) await countGone(values, from);
  } catch (error) {
    if (!(error instanceof GatehouseError)) throw error;
  }
};

/**
 * To be told of every hash that is gone from the store for good, replaced or with its account. Where the count cannot be written
 * it stays too high, and refusals wait for longer than they need to.
 */
export const countGone = async (values: Pick<ValueStore, 'add'>, hash: string): Promise<void> => {
  if (isForeignHash(hash)) await values.add(IMPORTED_HASHES, -1).catch(() => undefined);
};
