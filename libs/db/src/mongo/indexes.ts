// Every index by name, as data, so that the migration can tell what is missing and what has changed.
import type { CreateIndexesOptions, IndexSpecification } from 'mongodb';

export interface IndexPlan {
  readonly collection: 'users' | 'sessions' | 'counters';
  readonly name: string;
  readonly key: IndexSpecification;
  readonly options?: Pick<CreateIndexesOptions, 'unique' | 'expireAfterSeconds'>;
}

/** The one index that a rule stands on: one account per email. */
export const EMAIL_INDEX = 'users_email';

/**
 * None of the sessions' indexes is unique: on a collection sharded by `_id`, only `_id` can be. Public ids are random,
 * and one that was there twice would still give no power over a session.
 */
export const INDEXES: readonly IndexPlan[] = [
  { collection: 'users', name: EMAIL_INDEX, key: { email: 1 }, options: { unique: true } },
  { collection: 'users', name: 'users_created_at', key: { createdAt: 1, _id: 1 } },
  { collection: 'sessions', name: 'sessions_id', key: { id: 1 } },
  { collection: 'sessions', name: 'sessions_account', key: { accountId: 1, createdAt: 1, id: 1 } },
  {
    collection: 'sessions',
    name: 'sessions_expires_at',
    key: { expiresAt: 1 },
    options: { expireAfterSeconds: 0 },
  },
  // The limiter counts right only while a key stands once.
  { collection: 'counters', name: 'counters_key', key: { key: 1 }, options: { unique: true } },
  { collection: 'counters', name: 'counters_expire', key: { expire: 1 }, options: { expireAfterSeconds: 0 } },
];
