// An engine that is killed under writes: which of those that it acknowledged are gone, of the adapter's and of the bare driver's
// beside it. The bare driver asks for what the adapter asks for, so that what it loses too was lost by the engine.
import { waitUntil, type ControlledEngine } from '@gatehouse/test-support';
import { MongoClient } from 'mongodb';
import { randomId } from '../contract/samples.ts';
import type { TemporaryDatabase } from './temporary.ts';

export interface Losses {
  /** Which writes were gone, whose they were, where among all that was acknowledged they stood, and how many came back. */
  readonly told: string;
  readonly ofBareDriver: boolean;
}

interface Acknowledged {
  readonly by: 'adapter' | 'bare driver';
  readonly id: string;
}

type Insert = (id: string) => Promise<unknown>;

const WRITERS = 4;

/** Kills the engine under writes of the bare driver, and of the adapter's `insert` where there is one. Null where nothing is gone. */
export const lossesOfKill = async (
  engine: Pick<ControlledEngine, 'kill' | 'restart'>,
  temporary: TemporaryDatabase,
  insert?: Insert,
): Promise<Losses | null> => {
  const bare = await bareDriver(temporary);
  const acknowledged: Acknowledged[] = [];
  const write = (by: Acknowledged['by'], insert: Insert): Promise<unknown>[] =>
    Array.from({ length: WRITERS }, () => insertUntilAway(insert, (id) => acknowledged.push({ by, id })));
  const writers = [...write('bare driver', bare.insert), ...(insert ? write('adapter', insert) : [])];
  await waitUntil('400 writes are acknowledged', () => acknowledged.length >= 400);
  await engine.kill();
  await Promise.all(writers);
  await engine.restart();
  const gone = await bare.missing(acknowledged);
  if (gone.length > 0) await engine.restart();
  const stillGone = await bare.missing(gone);
  await bare.close();
  return lossesOf(acknowledged, gone, stillGone);
};

const lossesOf = (
  acknowledged: readonly Acknowledged[],
  gone: readonly Acknowledged[],
  stillGone: readonly Acknowledged[],
): Losses | null => {
  if (gone.length === 0) return null;
  const places = gone
    .slice(0, TOLD)
    .map((write) => `${write.by} ${write.id}, number ${acknowledged.indexOf(write) + 1}`);
  const told = `${gone.length} of ${acknowledged.length} acknowledged writes were gone (${places.join('; ')})`;
  return {
    told: `${told}; ${gone.length - stillGone.length} came back after another start`,
    ofBareDriver: gone.some(({ by }) => by === 'bare driver'),
  };
};

/** So many of them by name, the first. */
const TOLD = 8;

/** Inserts one after another until one fails. */
const insertUntilAway = async (insert: Insert, acknowledge: (id: string) => void): Promise<void> => {
  for (;;) {
    const id = randomId();
    try {
      await insert(id);
    } catch {
      return;
    }
    acknowledge(id);
  }
};

const LIMITS = { socketTimeoutMS: 2000, serverSelectionTimeoutMS: 2000 };

const bareDriver = async ({ url, name }: TemporaryDatabase) => {
  const client = await new MongoClient(url, LIMITS).connect();
  const collection = (of: string) =>
    client.db(name).collection<{ _id: string }>(of, { writeConcern: { w: 'majority', journal: true } });
  const has = async ({ by, id }: Acknowledged): Promise<boolean> =>
    (await collection(by === 'adapter' ? 'users' : 'bare').findOne({ _id: id })) !== null;
  return {
    insert: (id: string) => collection('bare').insertOne({ _id: id }),
    missing: async (writes: readonly Acknowledged[]): Promise<readonly Acknowledged[]> => {
      const found = await waitUntil('the engine answers', () => Promise.all(writes.map(has)));
      return writes.filter((_, index) => !found[index]);
    },
    close: () => client.close(),
  };
};
