// Accounts in MongoDB: each method is one write to one document, and so atomic without a transaction.
import type { Document, Filter } from 'mongodb';
import { NO_FACTORS } from '@gatehouse/factors';
import type { Account, PagePosition, PendingEmail, UserChange, UserStore } from '../ports.ts';
import { requireText } from '../text.ts';
import type { MongoConnection } from './connection.ts';
import type { UserDocument } from './documents.ts';
import { toAccount, toUserDocument } from './documents.ts';
import { insertNew, takingEmail } from './email-taken.ts';
import { holdersOf, insertFree, placeOf, toOutcomes } from './insert-many.ts';
import { createEmailIndexCheck, type EmailIndexOptions } from './email-index.ts';
import { indexesOf } from './listed-indexes.ts';
import { deletedOne, matchedOne } from './write-results.ts';

export const createMongoUserStore = (
  { run }: MongoConnection,
  options: EmailIndexOptions = { onNotice: () => undefined },
): UserStore => {
  const requireIndex = createEmailIndexCheck(() => run(({ users }) => indexesOf(users)), options);
  const change = (
    id: string,
    update: Document | Document[],
    held: Filter<UserDocument> = {},
  ): Promise<Account | null> => {
    const filter = { ...byId(id), ...held };
    return run(({ users }) => users.findOneAndUpdate(filter, update, AFTER), accountOf);
  };
  const swap = (filter: Filter<UserDocument>, update: Document): Promise<boolean> =>
    run(({ users }) => users.updateOne(filter, update), matchedOne);

  return {
    insert: async (account) => {
      const document = toUserDocument(account);
      await requireIndex();
      await run(({ users }) => insertNew(users, document));
    },
    insertMany: async (accounts) => {
      const documents = accounts.map(toUserDocument);
      await requireIndex();
      const taken = await run(({ users }) => insertFree(users, documents));
      if (taken.length === 0) return documents.map(() => null);
      const holders = await run(({ users }) => holdersOf(users, taken.map(placeOf)));
      return toOutcomes(documents, taken, holders);
    },
    findHolders: async (places) => run(({ users }) => holdersOf(users, places)),
    findById: async (id) => run(({ users }) => users.findOne(byId(id)), accountOf),
    findByEmail: async (email) => run(({ users }) => users.findOne({ email: requireText(email) }), accountOf),
    listByPendingEmail: async (email, limit) =>
      run(
        ({ users }) =>
          users
            .find({ pendingEmail: requireText(email) })
            .sort({ _id: 1 })
            .limit(limit)
            .toArray(),
        (found) => found.map(toAccount),
      ),
    list: async ({ limit, after }) =>
      run(
        ({ users }) => users.find(behind(after)).sort({ createdAt: 1, _id: 1 }).limit(limit).toArray(),
        (page) => page.map(toAccount),
      ),
    update: async (id, fields, now, epoch) => {
      const [filter, update] = [{ ...byId(id), ...ofEpoch(epoch) }, applying(fields, now)];
      if (fields.email !== undefined) await requireIndex();
      return run(({ users }) => takingEmail(users.findOneAndUpdate(filter, update, AFTER)), accountOf);
    },
    rehash: async (id, { from, to }) =>
      swap({ ...byId(id), passwordHash: requireText(from) }, { $set: { passwordHash: requireText(to) } }),
    setPendingEmail: async (id, pending, now, epoch) =>
      change(
        id,
        pending === null
          ? { $set: { updatedAt: now }, $unset: PENDING }
          : { $set: { ...pendingOf(pending), updatedAt: now } },
        ofEpoch(epoch),
      ),
    confirmPendingEmail: async (id, { pendingId, now }) => {
      const pending = { ...byId(id), pendingId: requireText(pendingId) };
      await requireIndex();
      return run(
        ({ users }) => takingEmail(users.findOneAndUpdate(pending, confirming(now), AFTER)),
        accountOf,
      );
    },
    verifyEmail: async (id, { email, now }) => {
      const unverified = { ...byId(id), email: requireText(email), emailVerified: false };
      const verified = { $set: { emailVerified: true, updatedAt: now } };
      return run(({ users }) => users.findOneAndUpdate(unverified, verified, AFTER), accountOf);
    },
    resetPassword: async (id, { credentialGeneration, passwordHash, now }) => {
      const current = { ...byId(id), credentialGeneration: counted(credentialGeneration) };
      const update = resetting(requireText(passwordHash), now);
      return run(
        ({ users }) => users.findOneAndUpdate(current, update, { returnDocument: 'before' }),
        accountOf,
      );
    },
    swapFactors: async (id, { from, epoch, factors, endsSessions, now }) =>
      swap(
        { ...byId(id), factorsGeneration: counted(from), epoch },
        endsSessions
          ? raising({ factors, updatedAt: now }, { factorsGeneration: 1 })
          : { $set: { factors }, $inc: { factorsGeneration: 1 } },
      ),
    changePassword: async (id, { epoch, passwordHash, now }) =>
      swap(
        { ...byId(id), epoch },
        raising({ passwordHash: requireText(passwordHash), updatedAt: now }, { credentialGeneration: 1 }),
      ),
    raiseEpoch: async (id) => change(id, raising()),
    setRole: async (id, role, held, now, vouches) =>
      change(
        id,
        { [held ? '$addToSet' : '$pull']: { roles: requireText(role) }, $set: { updatedAt: now } },
        vouched(vouches),
      ),
    setRoles: async (id, roles, now, vouches) =>
      change(id, { $set: { roles: roles.map(requireText), updatedAt: now } }, vouched(vouches)),
    setDisabled: async (id, disabled, now, vouches) =>
      change(
        id,
        disabled ? raising({ disabled, updatedAt: now }) : { $set: { disabled, updatedAt: now } },
        vouched(vouches),
      ),
    remove: async (id, vouches) => {
      const filter = { ...byId(id), ...vouched(vouches) };
      return run(({ users }) => users.deleteOne(filter), deletedOne);
    },
    vouch: async (exceptId) =>
      swap(
        { roles: 'admin', disabled: false, _id: { $ne: requireText(exceptId) } },
        { $inc: { vouches: 1 } },
      ),
  };
};

const AFTER = { returnDocument: 'after' } as const;

const PENDING = { pendingEmail: '', pendingId: '' };

/** What ends all sessions, and voids a pending change of email with them; other members may change in the same write. */
const raising = (set: Document = {}, inc: Document = {}): Document => ({
  ...(Object.keys(set).length > 0 && { $set: set }),
  $inc: { epoch: 1, ...inc },
  $unset: PENDING,
});

/** A count that an older release has not written is 0. */
const counted = (count: number) => (count === 0 ? { $in: [0, null] } : count) as number;

/** For a write that may be held to how often the account vouched. */
const vouched = (vouches: number | undefined) => (vouches === undefined ? {} : { vouches: counted(vouches) });

/** For a write that may be held to the epoch. */
const ofEpoch = (epoch: number | undefined) => (epoch === undefined ? {} : { epoch });

const byId = (id: string) => ({ _id: requireText(id) });

/** The first comparison alone bounds the walk through the index; the second part settles equal times. */
const behind = (after: PagePosition | null): Filter<UserDocument> =>
  after
    ? {
        createdAt: { $gte: after.createdAt },
        $or: [{ createdAt: { $gt: after.createdAt } }, { _id: { $gt: requireText(after.id) } }],
      }
    : {};

const pendingOf = ({ email, id }: PendingEmail) => ({
  pendingEmail: requireText(email),
  pendingId: requireText(id),
});

const oneMore = (field: string): Document => ({ $add: [{ $ifNull: [`$${field}`, 0] }, 1] });

/** As a pipeline, because the new email is a stored one. */
const confirming = (now: Date): Document[] => [
  {
    $set: {
      email: '$pendingEmail',
      emailVerified: true,
      credentialGeneration: oneMore('credentialGeneration'),
      updatedAt: now,
    },
  },
  { $unset: Object.keys(PENDING) },
];

/** As a pipeline, because whether the factors stay depends on the stored account. */
const resetting = (passwordHash: string, now: Date): Document[] => [
  {
    $set: {
      passwordHash: literal(passwordHash),
      epoch: { $add: ['$epoch', 1] },
      credentialGeneration: oneMore('credentialGeneration'),
      factors: { $cond: ['$emailVerified', { $ifNull: ['$factors', NONE] }, NONE] },
      factorsGeneration: oneMore('factorsGeneration'),
      emailVerified: true,
      updatedAt: now,
    },
  },
  { $unset: Object.keys(PENDING) },
];

const NONE = { $literal: NO_FACTORS };

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
        credentialGeneration: {
          $cond: [
            { $eq: ['$email', literal(email)] },
            { $ifNull: ['$credentialGeneration', 0] },
            oneMore('credentialGeneration'),
          ],
        },
      }),
      updatedAt: now,
    },
  },
  ...(email === undefined ? [] : [{ $unset: Object.keys(PENDING) }]),
];

const literal = (value: string) => ({ $literal: requireText(value) });

const accountOf = (document: UserDocument | null): Account | null => document && toAccount(document);
