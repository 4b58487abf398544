// A start that needs values: which it asks for, and how it tells of those that it cannot have.
import { expect, test } from '@jest/globals';
import { BrokenRule, ConfigurationError } from './errors.ts';
import { requireFirstValues, requireValuesAtHand, type Needed } from './first-values.ts';
import type { Reference } from './reference.ts';
import { createReferenceProvider } from './reference-provider.ts';
import { tellRules } from './tell-rules.ts';

class OurError extends Error {}

const remote = {
  ssm: () => Promise.reject(new OurError('away')),
  secretsManager: () => Promise.reject(new OurError('away')),
};

const needed = (reference: Reference, error: Error): Needed => {
  const parse = (): never => {
    throw error;
  };
  return [reference, createReferenceProvider({ reference, remote, parse: tellRules(parse, OurError) })];
};

const KEYS: Reference = { from: 'in-place', variable: 'KEYS', reveal: () => 's3cret' };
const FILE: Reference = { from: 'file', variable: 'TABLE', path: '/nowhere/table.json' };
const SSM: Reference = { from: 'ssm', variable: 'URL', path: '/url' };

const unset: Needed = [null, { current: () => Promise.reject(new Error('asked')) }];

const problemsOf = async (act: Promise<void>) => {
  const error: unknown = await act.then(
    () => new Error('a start'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ConfigurationError)) throw error;
  return error.problems;
};

test('every variable without a value is told at once, by rule and place', async () => {
  const good: Needed = [SSM, { current: async () => 1 }];
  const all = [needed(KEYS, new OurError('must hold a key')), good, needed(FILE, new Error()), unset];
  expect(await problemsOf(requireFirstValues(all))).toEqual([
    { variable: 'KEYS', rule: 'must hold a key' },
    { variable: 'TABLE', rule: 'there is no such file (file:/nowhere/table.json)' },
  ]);
});

test('of an error that is not ours, or no rule, the text stays away', async () => {
  expect(await problemsOf(requireFirstValues([needed(KEYS, new Error('s3cret'))]))).toEqual([
    { variable: 'KEYS', rule: 'is malformed' },
  ]);
});

test('what is elsewhere is left to its first use, and in Lambda everything', async () => {
  const ours = new OurError('must hold a key');
  const both = [needed(KEYS, ours), needed(SSM, ours)];
  expect(await problemsOf(requireValuesAtHand({}, both))).toEqual([
    { variable: 'KEYS', rule: 'must hold a key' },
  ]);
  await requireValuesAtHand({ AWS_LAMBDA_FUNCTION_NAME: 'f' }, both);
});

test('a configuration that cannot be used prints its lines and no stack', async () => {
  const error = new ConfigurationError([{ variable: 'KEYS', rule: 'is required' }]);
  expect(error.stack).toBe('ConfigurationError: the configuration cannot be used\n  KEYS: is required');
});

test('an error of our own becomes a rule with the same words and its cause', async () => {
  const ours = new OurError('must hold a key');
  const parse = tellRules(() => {
    throw ours;
  }, OurError);
  const error: unknown = await parse('s3cret').catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(BrokenRule);
  expect(error).toMatchObject({ message: 'must hold a key', cause: ours });
  expect(await tellRules(async (text) => text.length, OurError)('abc')).toBe(3);
});
