// The client's settings: what correctness asks for is ours, what a deployment tunes is the URL's.
import { createRequire } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import { BrokenRule, MONGODB_OPTIONS } from '@gatehouse/config';
import { createClient, durableDatabase, limitsWithin } from './client.ts';

describe('the client', () => {
  test('has a small pool and short limits by default, and retries on', () => {
    const { options } = createClient('mongodb://db.example/gatehouse', limitsWithin(4000));
    expect(options).toMatchObject({
      maxPoolSize: 5,
      maxIdleTimeMS: 60_000,
      serverSelectionTimeoutMS: 2000,
      connectTimeoutMS: 2000,
      socketTimeoutMS: 2000,
      waitQueueTimeoutMS: 2000,
      retryReads: true,
      retryWrites: true,
    });
  });

  test('takes the pool from the URL, in any letter case, but not the limits', () => {
    const url = 'mongodb://db.example/?maxpoolsize=20&maxIdleTimeMS=1000&socketTimeoutMS=90000';
    const { options } = createClient(url, limitsWithin(4000));
    expect(options).toMatchObject({ maxPoolSize: 20, maxIdleTimeMS: 1000, socketTimeoutMS: 2000 });
  });

  test('reads from the primary what a majority has, and writes journaled to a majority, whatever the URL says', () => {
    const url = 'mongodb://db.example/?w=1&journal=false&readPreference=secondary&readConcernLevel=local';
    const database = durableDatabase(createClient(url, {}), 'gatehouse', 2000);
    expect(database.readPreference.mode).toBe('primary');
    expect(database.readConcern?.level).toBe('majority');
    expect(database.writeConcern).toMatchObject({ w: 'majority', journal: true, wtimeoutMS: 2000 });
    expect(database.collection('users').writeConcern).toMatchObject({ w: 'majority', journal: true });
  });

  test('knows every option that a URL may have by the rule of its start', () => {
    const { OPTIONS } = createRequire(import.meta.url)('mongodb/lib/connection_string.js') as {
      readonly OPTIONS: Readonly<Record<string, unknown>>;
    };
    const known = Object.keys(OPTIONS).map((name) => name.toLowerCase());
    expect(MONGODB_OPTIONS.split(' ').filter((name) => !known.includes(name))).toEqual([]);
  });

  test.each(['mongodb://ada:secret@db.example/?nonsense=1', 'mongodb://ada:secret@db.example:port/'])(
    'a URL that the driver refuses breaks a rule that is told without credentials: %s',
    (url) => {
      const create = () => createClient(url, {});
      expect(create).toThrow(BrokenRule);
      expect(create).not.toThrow(/secret|ada/);
    },
  );
});
