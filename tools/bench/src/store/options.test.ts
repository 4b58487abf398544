import { expect, test } from '@jest/globals';
import { readStoreOptions, STORE_USAGE } from './options.ts';

test('without options both stores are measured at three sizes, MongoDB where a server is given', () => {
  expect(readStoreOptions([], { MONGODB_TEST_URL: 'mongodb://a' })).toEqual({
    ...{ short: false, rounds: 20, keep: false, caches: false, publish: false },
    ...{ sizes: [1000, 100_000, 1_000_000], stores: ['sqlite', 'mongodb'], databaseUrl: 'mongodb://a' },
  });
  expect(readStoreOptions([], {}).databaseUrl).toBeNull();
});

test('sizes, stores and the form can be named', () => {
  const args = ['--short', '--sizes', '3000,1000', '--stores', 'sqlite', '--database-url', 'mongodb://b'];
  const named = {
    short: true,
    rounds: 4,
    sizes: [1000, 3000],
    stores: ['sqlite'],
    databaseUrl: 'mongodb://b',
  };
  expect(readStoreOptions(args, {})).toMatchObject(named);
});

test.each([
  [['--sizes', '10'], '--sizes takes whole numbers of accounts, 100 at least'],
  [['--stores', 'dynamodb'], '--stores takes sqlite, mongodb; not dynamodb'],
  [['--publish', '--short'], STORE_USAGE],
  [['--unknown'], STORE_USAGE],
])('%j is refused', (args, message) => {
  expect(() => readStoreOptions(args, {})).toThrow(message);
});
