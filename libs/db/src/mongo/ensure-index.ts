// One planned index: made where nothing like it is there, and in the place of an older definition without a moment in which
// neither holds. A definition counts, not its name: an index that was built beside its predecessor has a name of its own.
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Collection, IndexDescriptionInfo } from 'mongodb';
import type { IndexPlan } from './indexes.ts';
import { indexesOf } from './listed-indexes.ts';
import { hasCode, unlessCode } from './server-errors.ts';

/** Same name or same key, other definition: IndexOptionsConflict and IndexKeySpecsConflict. */
const CONFLICTS = [85, 86];
/** Another migration got in between: IndexNotFound, IndexBuildAborted, BackgroundOperationInProgress. */
const RACES = [27, 276, 12587];
const ATTEMPTS = 5;

/**
 * Makes the index of `plan`, or waits for another migration that is about it, then drops those that it takes the place of; what was
 * done, in sentences.
 */
export const ensureIndex = async (
  collection: Collection,
  plan: IndexPlan,
  attempts = ATTEMPTS,
): Promise<readonly string[]> => {
  try {
    return await ensureOnce(collection, plan);
  } catch (error) {
    if (attempts <= 1 || !hasCode(error, [...CONFLICTS, ...RACES])) throw error;
    return ensureIndex(collection, plan, attempts - 1);
  }
};

const ensureOnce = async (collection: Collection, plan: IndexPlan): Promise<readonly string[]> => {
  const existing = await indexesOf(collection);
  const current = existing.find((index) => isAsPlanned(index, plan));
  const outdated = existing.filter((index) => index !== current && isOutdated(index, plan));
  const name = current?.name ?? freeName(existing, plan);
  const made = current?.stands ? [] : await make(collection, { ...plan, name }, outdated);
  const dropped = [];
  for (const index of outdated) dropped.push(...(await drop(collection, plan, index)));
  return [...made, ...dropped];
};

/**
 * A unique index is always built beside its predecessor. Where the server takes no second index on the same key, which it does
 * when they differ in nothing but their expiry, the one that nobody's rule stands on is dropped first.
 */
const make = async (
  collection: Collection,
  { collection: of, name, key, options }: IndexPlan,
  outdated: readonly IndexDescriptionInfo[],
): Promise<readonly string[]> => {
  const create = () => collection.createIndex(key, { name, ...options });
  const made = `${of}: index ${name} was made`;
  try {
    await create();
    return [made];
  } catch (error) {
    if (!hasCode(error, CONFLICTS) || options?.unique === true) throw error;
    const sameKey = outdated.filter((index) => isDeepStrictEqual(index.key, key));
    for (const { name: old } of sameKey) await unlessCode(collection.dropIndex(old!), RACES, null);
    await create();
    return [made];
  }
};

const drop = async (
  collection: Collection,
  plan: IndexPlan,
  { name = '' }: IndexDescriptionInfo,
): Promise<readonly string[]> => {
  const dropped = await unlessCode(collection.dropIndex(name), RACES, null);
  return dropped === null ? [] : [`${plan.collection}: index ${name}, of an older definition, was dropped`];
};

const isAsPlanned = (index: IndexDescriptionInfo, { key, options = {} }: IndexPlan): boolean =>
  isDeepStrictEqual(Object.entries(index.key), Object.entries(key)) &&
  hasOwnOrder(index) &&
  isDeepStrictEqual(definitionOf(index), definitionOf(options));

type Definition = NonNullable<IndexPlan['options']>;

const definitionOf = ({ unique, sparse, expireAfterSeconds, partialFilterExpression }: Definition) => ({
  unique: unique ?? false,
  sparse: sparse ?? false,
  expireAfterSeconds: expireAfterSeconds ?? null,
  partialFilterExpression: partialFilterExpression ?? null,
});

/** What has the plan's name, or one that was given beside it, or is on its key alone: an operator's own indexes stay. */
const isOutdated = (index: IndexDescriptionInfo, { name, key }: IndexPlan): boolean =>
  index.name === name ||
  new RegExp(`^${name}_[0-9a-f]{8}$`).test(index.name ?? '') ||
  (isDeepStrictEqual(index.key, key) && isPlain(index));

const isPlain = (index: IndexDescriptionInfo): boolean =>
  hasOwnOrder(index) && !index.sparse && index['partialFilterExpression'] === undefined;

/** Compares as documents do, and not by the rules of a language. */
const hasOwnOrder = ({ collation }: IndexDescriptionInfo): boolean =>
  collation === undefined || collation.locale === 'simple';

/** The plan's name, or where another definition has it that name and a digest of the planned one. */
const freeName = (existing: readonly IndexDescriptionInfo[], { name, key, options }: IndexPlan): string => {
  if (!existing.some((index) => index.name === name)) return name;
  const digest = createHash('sha256')
    .update(JSON.stringify([key, options ?? {}]))
    .digest('hex');
  return `${name}_${digest.slice(0, 8)}`;
};
