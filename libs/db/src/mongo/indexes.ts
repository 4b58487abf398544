// Every index as data, so that the migration can tell what is missing and what has changed. A definition that changes keeps its name
// here: the migration builds the new one under a name of its own beside the old one.
import type { CreateIndexesOptions, IndexSpecification } from 'mongodb';

export interface IndexPlan {
  readonly collection: 'users' | 'sessions' | 'counters' | 'waitingRegistrations' | 'oneTimeTokens' | 'mails';
  readonly name: string;
  readonly key: IndexSpecification;
  readonly options?: Pick<
    CreateIndexesOptions,
    'unique' | 'expireAfterSeconds' | 'sparse' | 'partialFilterExpression'
  >;
}

/**
 * None of the sessions' indexes is unique: on a collection sharded by `_id`, only `_id` can be. Public ids are random,
 * and one that was there twice would still give no power over a session.
 */
export const INDEXES: readonly IndexPlan[] = [
  // The one that a rule stands on: one account per email.
  { collection: 'users', name: 'users_email', key: { email: 1 }, options: { unique: true } },
  { collection: 'users', name: 'users_created_at', key: { createdAt: 1, _id: 1 } },
  {
    collection: 'users',
    name: 'users_pending_email',
    key: { pendingEmail: 1, _id: 1 },
    options: { sparse: true },
  },
  // Every account has roles, so that one of all of them would be as large as the collection.
  {
    collection: 'users',
    name: 'users_admins',
    key: { roles: 1 },
    options: { partialFilterExpression: { roles: 'admin', disabled: false } },
  },
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
  { collection: 'waitingRegistrations', name: 'waiting_registrations_id', key: { id: 1 } },
  {
    collection: 'waitingRegistrations',
    name: 'waiting_registrations_expires_at',
    key: { expiresAt: 1 },
    options: { expireAfterSeconds: 0 },
  },
  { collection: 'oneTimeTokens', name: 'one_time_tokens_account', key: { accountId: 1, kind: 1 } },
  {
    collection: 'oneTimeTokens',
    name: 'one_time_tokens_expires_at',
    key: { expiresAt: 1 },
    options: { expireAfterSeconds: 0 },
  },
  { collection: 'mails', name: 'mails_due_at', key: { dueAt: 1, _id: 1 } },
  { collection: 'mails', name: 'mails_account', key: { accountId: 1 } },
];
