// The indexes of a collection, and which of them stand. MongoDB lists those that are still being built too, although they hold nobody
// to anything yet: two documents of one key get in, and the build fails at its end.
import type { Collection, Document, IndexDescriptionInfo } from 'mongodb';
import { MongoServerError } from 'mongodb';
import { GatehouseError } from '@gatehouse/errors';
import { faultOf } from './faults.ts';
import { NAMESPACE_NOT_FOUND, unlessCode } from './server-errors.ts';

export interface ListedIndex extends IndexDescriptionInfo {
  /** False while it is being built, and where that has failed just now. */
  readonly stands: boolean;
}

/** None where the collection is not there. */
export const indexesOf = async <T extends Document>(
  collection: Collection<T>,
): Promise<readonly ListedIndex[]> => {
  const listed = await unlessCode(collection.indexes(), [NAMESPACE_NOT_FOUND], []);
  if (listed.length === 0) return [];
  const shards = await progressOn(collection);
  return listed.map((index) => ({ ...index, stands: shards === null || standsOn(shards, index.name!) }));
};

/** What a shard tells; a server that has none is one. */
interface Progress {
  /** The indexes that are there, also those that are being built, by name. */
  readonly sizes?: Readonly<Record<string, number>>;
  readonly building?: readonly string[];
}

/** Null for a server that does not tell, or not this user: what it lists is believed then. */
const progressOn = async <T extends Document>(
  collection: Collection<T>,
): Promise<readonly Progress[] | null> => {
  try {
    const asked = collection.aggregate<Progress>(PROGRESS, { readConcern: { level: 'local' } });
    const shards = await asked.toArray();
    return shards.length > 0 && shards.every(isAsMongoTells) ? shards : null;
  } catch (error) {
    if (error instanceof MongoServerError && !(faultOf(error) instanceof GatehouseError)) return null;
    throw error;
  }
};

const PROGRESS = [
  { $collStats: { storageStats: {} } },
  { $project: { sizes: '$storageStats.indexSizes', building: '$storageStats.indexBuilds' } },
];

/** By the names that it lists: each collection has the index `_id_`. */
const isAsMongoTells = ({ sizes = {} }: Progress): boolean => '_id_' in sizes;

const standsOn = (shards: readonly Progress[], name: string): boolean =>
  shards.some(({ sizes = {} }) => name in sizes) && !shards.some(({ building }) => building?.includes(name));
