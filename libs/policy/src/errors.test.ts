import { expect, test } from '@jest/globals';
import { PolicyError } from './errors.ts';

test('a PolicyError is an Error with a name, a code and a message', () => {
  const error = new PolicyError('empty_policy', 'The policy is empty.');
  expect(error).toBeInstanceOf(Error);
  expect(String(error)).toBe('PolicyError: The policy is empty.');
  expect(error.code).toBe('empty_policy');
});
