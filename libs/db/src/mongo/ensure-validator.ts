// The validator of one collection: put on where there is none or an older one of ours; one that is somebody else's stays.
import { isDeepStrictEqual } from 'node:util';
import type { CollectionInfo, Db } from 'mongodb';
import { MongoServerError } from 'mongodb';
import { GatehouseError } from '@gatehouse/errors';
import { faultOf } from './faults.ts';
import { hasCode } from './server-errors.ts';
import { VALIDATOR_TITLE, type ValidatorPlan } from './validators.ts';

/** Another migration has made the collection in between. */
const NAMESPACE_EXISTS = 48;

/**
 * What was done, or why not, in sentences. A server that has no validators, or a user who may not change them, leaves the
 * collection without: a validator is a second net, and no rule stands on it.
 */
export const ensureValidator = async (database: Db, plan: ValidatorPlan): Promise<readonly string[]> => {
  try {
    return await ensureOnce(database, plan);
  } catch (error) {
    if (hasCode(error, [NAMESPACE_EXISTS])) return ensureOnce(database, plan);
    if (!(error instanceof MongoServerError) || faultOf(error) instanceof GatehouseError) throw error;
    return [`${plan.collection}: left without the validator of this release, the server says ${error.code}`];
  }
};

const ensureOnce = async (
  database: Db,
  { collection, schema }: ValidatorPlan,
): Promise<readonly string[]> => {
  const wanted = { validator: { $jsonSchema: schema }, ...LEVEL };
  const found = await infoOf(database, collection);
  if (found === undefined) {
    await database.createCollection(collection, wanted);
    return [`${collection}: made, with a validator`];
  }
  const { validator, validationLevel, validationAction } = (found.options ?? {}) as Readonly<
    Record<string, unknown>
  >;
  if (isDeepStrictEqual({ validator, validationLevel, validationAction }, wanted)) return [];
  if (!isOurs(validator)) return [`${collection}: has a validator of somebody else, which stays`];
  await database.command({ collMod: collection, ...wanted });
  return [`${collection}: has the validator of this release`];
};

/** A document that an older release left otherwise can still be changed: `moderate` asks nothing of those. */
const LEVEL = { validationLevel: 'moderate', validationAction: 'error' } as const;

const infoOf = async (database: Db, collection: string): Promise<CollectionInfo | undefined> =>
  (await database.listCollections<CollectionInfo>({ name: collection }).toArray())[0];

const isOurs = (validator: unknown): boolean => {
  const { $jsonSchema } = Object(validator) as { readonly $jsonSchema?: { readonly title?: unknown } };
  return (
    validator === undefined || isDeepStrictEqual(validator, {}) || $jsonSchema?.title === VALIDATOR_TITLE
  );
};
