import { describe, expect, test } from '@jest/globals';
import type { Account } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import { countGone, renewHash } from './index.ts';

const OURS = '$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
const account = (passwordHash: string) => ({ id: 'a-1', passwordHash }) as unknown as Account;

const createSubject = ({ needed = true, swapped = true, failure = null as Error | null } = {}) => {
  const done: unknown[][] = [];
  const deps = {
    users: { rehash: async (...args: unknown[]) => (done.push(['rehash', ...args]), swapped) },
    values: {
      add: async (...args: unknown[]) => {
        done.push(['add', ...args]);
        return 0;
      },
    },
    passwords: {
      needsRehash: () => needed,
      rehash: async (password: string, old: string) => {
        if (failure !== null) throw failure;
        return `new hash of ${password} for ${old}`;
      },
    },
  };
  return { deps, done };
};

describe('renewing a hash', () => {
  test.each(['$2b$04$x', '$argon2i$v=19$x', '$argon2id$v=16$x', '$argon2id$m=8', 'scrypt:1:1:1$x$y'])(
    'of another kind takes one off the count: %s',
    async (hash) => {
      const { deps, done } = createSubject();
      await renewHash(deps, account(hash), 'secret');
      expect(done).toEqual([
        ['rehash', 'a-1', { from: hash, to: `new hash of secret for ${hash}` }],
        ['add', 'imported_hashes', -1],
      ]);
    },
  );

  test('of ours leaves the count', async () => {
    const { deps, done } = createSubject();
    await renewHash(deps, account(OURS), 'secret');
    expect(done.map(([what]) => what)).toEqual(['rehash']);
  });

  test('that another login was first with leaves the count to it', async () => {
    const { deps, done } = createSubject({ swapped: false });
    await renewHash(deps, account('$2b$04$x'), 'secret');
    expect(done.map(([what]) => what)).toEqual(['rehash']);
  });

  test('is left where it is not needed', async () => {
    const { deps, done } = createSubject({ needed: false });
    await renewHash(deps, account('$2b$04$x'), 'secret');
    expect(done).toEqual([]);
  });

  test.each(['too_many_attempts', 'store_unavailable'] as const)(
    'is left to the next login on %s',
    async (code) => {
      const { deps, done } = createSubject({ failure: new GatehouseError(code) });
      await renewHash(deps, account('$2b$04$x'), 'secret');
      expect(done).toEqual([]);
    },
  );

  test('hides no fault', async () => {
    const { deps } = createSubject({ failure: new TypeError('a fault') });
    await expect(renewHash(deps, account('$2b$04$x'), 'secret')).rejects.toThrow('a fault');
  });
});

test('a count that cannot be written fails nothing', async () => {
  await countGone({ add: () => Promise.reject(new GatehouseError('store_unavailable')) }, '$2b$04$x');
});
