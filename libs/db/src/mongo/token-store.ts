// One-time tokens in MongoDB: a document by its digest, and each use of it one write.
import { requireText } from '../text.ts';
import type { OneTimeToken, OneTimeTokenStore } from '../waiting-ports.ts';
import type { MongoConnection } from './connection.ts';
import { unlessThere } from './server-errors.ts';
import { toToken, toTokenDocument, type TokenDocument } from './waiting-documents.ts';

export const createMongoTokenStore = ({ run }: MongoConnection): OneTimeTokenStore => ({
  insert: async (token) => {
    const document = toTokenDocument(token);
    return run(({ tokens }) => unlessThere(tokens.insertOne(document)));
  },
  find: async (digest) => run(({ tokens }) => tokens.findOne(byDigest(digest)), tokenOf),
  countTry: async (digest) =>
    run(({ tokens }) => {
      const open = { ...byDigest(digest), triesLeft: { $gt: 0 } };
      return tokens.findOneAndUpdate(open, { $inc: { triesLeft: -1 } }, { returnDocument: 'after' });
    }, tokenOf),
  spend: async (digest) => run(({ tokens }) => tokens.findOneAndDelete(byDigest(digest)), tokenOf),
  dropOf: async (accountId, kinds, binding) => {
    const theirs = {
      accountId: requireText(accountId),
      kind: { $in: [...kinds] },
      ...(binding !== undefined && { binding: requireText(binding) }),
    };
    await run(({ tokens }) => tokens.deleteMany(theirs));
  },
});

const byDigest = (digest: string) => ({ _id: requireText(digest) });

const tokenOf = (document: TokenDocument | null): OneTimeToken | null => document && toToken(document);
