// Mails to be sent, in MongoDB: the sender finds those that are due by an index.
import { requireText } from '../text.ts';
import type { Mail, MailStore } from '../waiting-ports.ts';
import type { MongoConnection } from './connection.ts';
import { unlessThere } from './server-errors.ts';
import { toMail, toMailDocument, type MailDocument } from './waiting-documents.ts';
import { deletedOne, matchedOne } from './write-results.ts';

export const createMongoMailStore = ({ run }: MongoConnection): MailStore => ({
  insert: async (mail) => {
    const document = toMailDocument(mail);
    return run(({ mails }) => unlessThere(mails.insertOne(document)));
  },
  due: async (now, limit) =>
    run(
      ({ mails }) =>
        mails
          .find({ dueAt: { $lte: now } })
          .sort({ dueAt: 1, _id: 1 })
          .limit(limit)
          .toArray(),
      mailsOf,
    ),
  claim: async (id, { attempts, dueAt }) => {
    const unclaimed = { _id: requireText(id), attempts };
    const claimed = { $set: { dueAt }, $inc: { attempts: 1 } };
    return run(({ mails }) => mails.updateOne(unclaimed, claimed), matchedOne);
  },
  remove: async (id) => run(({ mails }) => mails.deleteOne({ _id: requireText(id) }), deletedOne),
  listOf: async (accountId) =>
    run(({ mails }) => mails.find({ accountId: requireText(accountId) }).toArray(), mailsOf),
  removeOf: async (accountId) => {
    await run(({ mails }) => mails.deleteMany({ accountId: requireText(accountId) }));
  },
});

const mailsOf = (documents: readonly MailDocument[]): readonly Mail[] => documents.map(toMail);
