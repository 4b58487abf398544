import { expect, test } from '@jest/globals';
import { KeyError, TokenError } from './errors.ts';

test('an error says its code and the rule, and is known by its name', () => {
  const errors = [
    new TokenError('expired', 'exp has passed'),
    new KeyError('key_refused', 'use must be sig'),
  ];
  expect(errors.map(String)).toEqual([
    'TokenError: expired: exp has passed',
    'KeyError: key_refused: use must be sig',
  ]);
});

test('a KeyError carries what failed underneath, when something did', () => {
  const cause = new Error('down');
  expect(new KeyError('keys_unavailable', 'no set', { cause }).cause).toBe(cause);
  expect('cause' in new KeyError('keys_unavailable', 'no set')).toBe(false);
});
