// Sessions in MongoDB: one document each, keyed by the family's digest and moved by compare-and-swap on its generation.
import type { Session } from '@gatehouse/sessions';
import { SESSIONS_LISTED } from '../limits.ts';
import type { SessionStore } from '../ports.ts';
import { requireText } from '../text.ts';
import type { Collections, MongoConnection } from './connection.ts';
import type { SessionDocument } from './documents.ts';
import { toSession, toSessionDocument } from './documents.ts';
import { matchedOne } from './write-results.ts';

/**
 * A swap whose answer was lost is never tried again here: by then another may have swapped in turn, and "not swapped"
 * would make a winner look like a thief. The driver's own retry is safe, since the server remembers the first outcome;
 * where there is none, the caller sees `store_unavailable`, and its repetition within the grace meets its own successor.
 */
export const createMongoSessionStore = ({ run }: MongoConnection): SessionStore => ({
  insert: async (session) => {
    const document = toSessionDocument(session);
    await run(({ sessions }) => sessions.insertOne(document));
  },
  findByFamily: async (familyDigest) =>
    run(({ sessions }) => sessions.findOne(byFamily(familyDigest)), sessionOf),
  findById: async (id) => run(({ sessions }) => sessions.findOne({ id: requireText(id) }), sessionOf),
  swap: async (next, expected) => {
    const { _id, ...moved } = toSessionDocument(next);
    return run(
      ({ sessions }) => sessions.updateOne({ _id, generation: expected }, { $set: moved }),
      matchedOne,
    );
  },
  adoptEpoch: async (familyDigest, { from, to }) =>
    run(({ sessions }) => {
      const adopted = { $set: { epoch: to }, $inc: { generation: 1 } };
      return sessions.updateOne({ ...byFamily(familyDigest), epoch: from }, adopted);
    }, matchedOne),
  end: async (familyDigest) =>
    run(({ sessions }) => sessions.findOneAndDelete(byFamily(familyDigest)), sessionOf),
  listByAccount: async (accountId, now) =>
    run(
      ({ sessions }) => {
        const live = sessions.find({ accountId: requireText(accountId), expiresAt: { $gt: now } });
        return live.sort({ createdAt: -1, id: -1 }).limit(SESSIONS_LISTED).toArray();
      },
      (live) => live.map(toSession),
    ),
  dropEndedOf: async (accountId, epoch) =>
    run(
      ({ sessions }) => sessions.deleteMany({ accountId: requireText(accountId), epoch: { $lt: epoch } }),
      () => undefined,
    ),
  dropExpired: async (now, limit) => run((collections) => dropExpired(collections, now, limit)),
});

/** The TTL index does this by itself within a minute or so; the expiry is asked again, should one have been extended. */
const dropExpired = async ({ sessions }: Collections, now: Date, limit: number): Promise<number> => {
  const expired = { expiresAt: { $lte: now } };
  const found = await sessions
    .find(expired, { projection: { _id: 1 } })
    .sort({ expiresAt: 1 })
    .limit(limit)
    .toArray();
  const ids = found.map(({ _id }) => _id);
  return (await sessions.deleteMany({ _id: { $in: ids }, ...expired })).deletedCount;
};

const byFamily = (familyDigest: string) => ({ _id: requireText(familyDigest) });

const sessionOf = (document: SessionDocument | null): Session | null => document && toSession(document);
