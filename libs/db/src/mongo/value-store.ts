// Shared values in MongoDB: one document by name.
import type { Document } from 'mongodb';
import type { ValueStore } from '../ports.ts';
import { requireText } from '../text.ts';
import type { Collections, MongoConnection } from './connection.ts';
import { DUPLICATE_KEY, hasCode } from './server-errors.ts';

export const createMongoValueStore = ({ run }: MongoConnection): ValueStore => {
  const find = (name: string): Promise<string | null> =>
    run(
      ({ values }) => values.findOne(byName(name)),
      (found) => found?.value ?? null,
    );

  return {
    find: async (name) => find(name),
    keep: async (name, value) => {
      const kept = await find(name);
      if (kept !== null) return kept;
      const written = { $setOnInsert: { value: requireText(value) } };
      return (await run((collections) => upsert(collections, name, written))).value;
    },
    set: async (name, value) =>
      void (await run((collections) =>
        upsert(collections, name, [{ $set: { value: { $literal: requireText(value) } } }]),
      )),
    add: async (name, amount) =>
      Number((await run((collections) => upsert(collections, name, adding(amount)))).value),
  };
};

/** Of two that make the document at once, one is refused, and finds it the second time. */
const upsert = async (
  { values }: Collections,
  name: string,
  update: Document | Document[],
): Promise<{ readonly value: string }> => {
  const options = { upsert: true, returnDocument: 'after' } as const;
  const attempt = () => values.findOneAndUpdate(byName(name), update, options);
  const written = await attempt().catch((error: unknown) => {
    if (hasCode(error, [DUPLICATE_KEY])) return attempt();
    throw error;
  });
  if (written === null) throw new Error('An upsert has left no document');
  return written;
};

const adding = (amount: number): Document[] => {
  const stored = { $toLong: { $ifNull: ['$value', '0'] } };
  return [{ $set: { value: { $toString: { $max: [0, { $add: [stored, amount] }] } } } }];
};

const byName = (name: string) => ({ _id: requireText(name) });
