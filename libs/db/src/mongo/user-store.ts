// Accounts in MongoDB: each method is one write to one document, and so atomic without a transaction.
import type { Collection, Document, Filter, IndexDescriptionInfo } from 'mongodb';
import { MongoServerError } from 'mongodb';
import type { Account, PagePosition, UserChange, UserStore } from '../ports.ts';
import { requireText } from '../text.ts';
import type { MongoConnection } from './connection.ts';
import type { UserDocument } from './documents.ts';
import { toAccount, toUserDocument } from './documents.ts';
import { NotMigratedError } from './faults.ts';
import { EMAIL_INDEX } from './indexes.ts';
import { deletedOne, matchedOne } from './write-results.ts';

type Users = Collection<UserDocument>;

export const createMongoUserStore = ({ run }: MongoConnection): UserStore => {
  const requireMigrated = rememberingCheck();
  const change = (id: string, update: Document | Document[]): Promise<Account | null> =>
    run(({ users }) => users.findOneAndUpdate(byId(id), update, { returnDocument: 'after' }), accountOf);
  const swap = (filter: Filter<UserDocument>, update: Document): Promise<boolean> =>
    run(({ users }) => users.updateOne(filter, update), matchedOne);

  return {
    insert: async (account) => {
      const document = toUserDocument(account);
      await run(async ({ users }) => {
        await requireMigrated(users);
        await users.insertOne(document);
      });
    },
    findById: async (id) => run(({ users }) => users.findOne(byId(id)), accountOf),
    findByEmail: async (email) => run(({ users }) => users.findOne({ email: requireText(email) }), accountOf),
    list: async ({ limit, after }) =>
      run(
        ({ users }) => users.find(behind(after)).sort({ createdAt: 1, _id: 1 }).limit(limit).toArray(),
        (page) => page.map(toAccount),
      ),
    update: async (id, fields, now) => change(id, applying(fields, now)),
    rehash: async (id, { from, to }) =>
      swap({ ...byId(id), passwordHash: requireText(from) }, { $set: { passwordHash: requireText(to) } }),
    changePassword: async (id, { epoch, passwordHash, now }) =>
      swap(
        { ...byId(id), epoch },
        { $set: { passwordHash: requireText(passwordHash), updatedAt: now }, ...RAISED },
      ),
    raiseEpoch: async (id) => change(id, RAISED),
    setRole: async (id, role, held, now) =>
      change(id, { [held ? '$addToSet' : '$pull']: { roles: requireText(role) }, $set: { updatedAt: now } }),
    setDisabled: async (id, disabled, now) =>
      change(id, { $set: { disabled, updatedAt: now }, ...(disabled ? RAISED : {}) }),
    remove: async (id) => run(({ users }) => users.deleteOne(byId(id)), deletedOne),
  };
};

const RAISED = { $inc: { epoch: 1 } };

const byId = (id: string) => ({ _id: requireText(id) });

/** The first comparison alone bounds the walk through the index; the second part settles equal times. */
const behind = (after: PagePosition | null): Filter<UserDocument> =>
  after
    ? {
        createdAt: { $gte: after.createdAt },
        $or: [{ createdAt: { $gt: after.createdAt } }, { _id: { $gt: requireText(after.id) } }],
      }
    : {};

/**
 * As a pipeline, because whether the email is new depends on the stored one. `$literal` keeps a name that looks like
 * an expression (`$email`) a name.
 */
const applying = ({ firstName, lastName, email }: UserChange, now: Date): Document[] => [
  {
    $set: {
      ...(firstName !== undefined && { firstName: literal(firstName) }),
      ...(lastName !== undefined && { lastName: literal(lastName) }),
      ...(email !== undefined && {
        email: literal(email),
        emailVerified: { $and: ['$emailVerified', { $eq: ['$email', literal(email)] }] },
      }),
      updatedAt: now,
    },
  },
];

const literal = (value: string) => ({ $literal: requireText(value) });

const accountOf = (document: UserDocument | null): Account | null => document && toAccount(document);

/** Without the unique index two accounts could take one email, so no account is made until it is known to be there. */
const rememberingCheck = (): ((users: Users) => Promise<void>) => {
  let migrated = false;
  return async (users) => {
    migrated ||= (await indexesOf(users)).some(({ name, unique }) => name === EMAIL_INDEX && unique === true);
    if (!migrated) throw new NotMigratedError('There is no unique index on email: run the migration');
  };
};

const indexesOf = async (users: Users): Promise<IndexDescriptionInfo[]> => {
  try {
    return await users.indexes();
  } catch (error) {
    if (error instanceof MongoServerError && error.codeName === 'NamespaceNotFound') return [];
    throw error;
  }
};
