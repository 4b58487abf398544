import { expect, test } from '@jest/globals';
import { readOptions, USAGE } from './options.ts';

const read = (args: readonly string[], env = {}) => readOptions(args, env, ['verify', 'cold']);

test('without options everything is measured, on no MongoDB server', () => {
  expect(read([])).toEqual({
    ...{ short: false, share: 1, guard: false, store: false, publish: false, only: [], databaseUrl: null },
  });
});

test.each(['--short', '--guard', '--store'])('%s is the short form', (option) => {
  expect(read([option])).toMatchObject({ short: true, share: 0.2 });
});

test('the server is the one of the tests, unless another one is named', () => {
  const env = { MONGODB_TEST_URL: 'mongodb://a' };
  expect(read([], env).databaseUrl).toBe('mongodb://a');
  expect(read(['--database-url', 'mongodb://b'], env).databaseUrl).toBe('mongodb://b');
});

test('parts and a share of the rounds can be named', () => {
  expect(read(['--only', 'cold,verify', '--share', '0.05'])).toMatchObject({
    only: ['cold', 'verify'],
    share: 0.05,
  });
});

test.each([
  [['--only', 'nothing'], '--only takes verify, cold; not nothing'],
  [['--share', '0'], '--share is a number above 0, and 1 at most'],
  [['--share', 'much'], '--share is a number above 0, and 1 at most'],
  [['--guard', '--store'], USAGE],
  [['--publish', '--short'], '--publish takes a whole run: figures of a short one are not for a page'],
  [['--unknown'], USAGE],
  [['store'], USAGE],
])('%j is refused', (args, message) => {
  expect(() => read(args)).toThrow(message);
});
