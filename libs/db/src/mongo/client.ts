// The driver's client with the settings that correctness and the five seconds ask for, whatever the URL says.
import { broken } from '@gatehouse/config';
import type { Db, MongoClientOptions } from 'mongodb';
import { MongoClient, ReadConcern } from 'mongodb';
import { refusalRule } from './refused-options.ts';

/** Pool settings that the URL may name otherwise: a Lambda instance serves one request at a time, a server a few. */
const POOL_DEFAULTS = {
  maxPoolSize: 5,
  maxIdleTimeMS: 60_000,
  appName: 'gatehouse',
} satisfies MongoClientOptions;

/**
 * A client that has touched nothing yet. Reads and writes are retried once by the driver where the server can tell a
 * repeated write from a new one (replica sets and sharded clusters); a socket that died in a freeze costs that retry.
 * @throws BrokenRule when the driver refuses the URL, with the options at fault
 */
export const createClient = (url: string, limits: MongoClientOptions): MongoClient => {
  try {
    return new MongoClient(url, { ...poolDefaultsFor(url), ...limits });
  } catch {
    return broken(refusalRule(url));
  }
};

const poolDefaultsFor = (url: string): MongoClientOptions => {
  const named = new Set([...new URLSearchParams(url.split('?')[1]).keys()].map((key) => key.toLowerCase()));
  return Object.fromEntries(Object.entries(POOL_DEFAULTS).filter(([key]) => !named.has(key.toLowerCase())));
};

/**
 * Each step of an operation (choosing a server, connecting, waiting for a connection, for an answer) has half of the
 * whole, so that a read whose first socket was dead has time for its second.
 */
export const limitsWithin = (timeoutMs: number): MongoClientOptions => {
  const stepMs = Math.ceil(timeoutMs / 2);
  return {
    serverSelectionTimeoutMS: stepMs,
    connectTimeoutMS: stepMs,
    waitQueueTimeoutMS: stepMs,
    socketTimeoutMS: stepMs,
  };
};

/** The database `name`, with reads and writes that survive the loss of a primary. */
export const durableDatabase = (client: MongoClient, name: string, wtimeoutMS: number): Db =>
  client.db(name, {
    readPreference: 'primary',
    readConcern: new ReadConcern('majority'),
    writeConcern: { w: 'majority', journal: true, wtimeoutMS },
  });
