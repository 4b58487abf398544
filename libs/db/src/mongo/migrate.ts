// Brings collections, validators and indexes up to date, beside functions that run: a step that fails leaves what was there, and
// the next ones are done all the same.
import { randomUUID } from 'node:crypto';
import type { Db } from 'mongodb';
import { MongoServerError } from 'mongodb';
import { GatehouseError } from '@gatehouse/errors';
import { MigrationError } from '../own-faults.ts';
import { createClient, durableDatabase, limitsWithin } from './client.ts';
import { connect, type MongoAddress } from './client-keeper.ts';
import { ensureIndex } from './ensure-index.ts';
import { ensureValidator } from './ensure-validator.ts';
import { faultOf } from './faults.ts';
import type { IndexPlan } from './indexes.ts';
import { INDEXES } from './indexes.ts';
import { DUPLICATE_KEY, hasCode } from './server-errors.ts';
import { VALIDATORS } from './validators.ts';

export interface MongoMigrationOptions {
  readonly timeoutMs: number;
  readonly onNotice: (notice: string) => void;
}

/**
 * Idempotent, and safe in several processes at once. An index on a large collection may take minutes, so that only
 * connecting is bound in time. A changed index is built beside the old one, which is dropped then.
 * @throws GatehouseError `store_unavailable`; MigrationError that names the steps which could not be done
 */
export const migrateDatabase = async (
  { url, name }: MongoAddress,
  { timeoutMs, onNotice }: MongoMigrationOptions,
): Promise<void> => {
  try {
    const client = await connect(createClient(url, { ...limitsWithin(timeoutMs), socketTimeoutMS: 0 }));
    try {
      await migrateSteps(durableDatabase(client, name, 0), onNotice);
    } finally {
      await client.close();
    }
  } catch (error) {
    throw faultOf(error);
  }
};

const migrateSteps = async (database: Db, onNotice: (notice: string) => void): Promise<void> => {
  const failures: string[] = [];
  for (const plan of VALIDATORS) (await ensureValidator(database, plan)).forEach(onNotice);
  for (const plan of INDEXES)
    try {
      (await ensureIndex(database.collection(plan.collection), plan)).forEach(onNotice);
    } catch (error) {
      failures.push(failureOf(plan, error));
    }
  failures.push(...(await missingFeatures(database)));
  if (failures.length > 0) throw new MigrationError(failures.join('\n'));
};

/** The server's own message would repeat a key, which may be an email. */
const failureOf = ({ collection, name }: IndexPlan, error: unknown): string => {
  if (hasCode(error, [DUPLICATE_KEY]))
    return `The collection ${collection} holds duplicates that index ${name} forbids: resolve them and migrate again`;
  return `The index ${name} of ${collection} could not be made: ${answerOf(error)}`;
};

/** Other engines that speak MongoDB's protocol may lack it; better told now than at the first change of a password. */
const missingFeatures = async (database: Db): Promise<readonly string[]> => {
  const values = database.collection<{ _id: string }>('values');
  const probe = { _id: `migration_probe_${randomUUID()}` };
  try {
    const written = [{ $set: { value: { $ifNull: ['$value', { $literal: '$' }] } } }];
    await values.findOneAndUpdate(probe, written, { upsert: true });
    await values.deleteOne(probe);
    return [];
  } catch (error) {
    return [`This server does not take updates by a pipeline, which Gatehouse needs: ${answerOf(error)}`];
  }
};

/** What the server has said of a command; what is the store's fault ends the migration. */
const answerOf = (error: unknown): string => {
  if (!(error instanceof MongoServerError) || faultOf(error) instanceof GatehouseError) throw error;
  const { code, codeName = '' } = error;
  return `the server says ${code} ${codeName}`.trim();
};
