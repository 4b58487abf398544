import { expect, test } from '@jest/globals';
import { dictionary } from '@zxcvbn-ts/language-common';
import { commonPasswords } from './common-passwords.ts';

const list = dictionary['passwords-common'];

test('the list has more than the 10,000 most common passwords, and the name of the service', () => {
  expect(commonPasswords.size).toBeGreaterThan(20_000);
  expect(commonPasswords).toContain('gatehouse');
  expect(list.slice(0, 10_000).filter((entry) => entry.length >= 4 && !commonPasswords.has(entry))).toEqual(
    [],
  );
});

test('it has no entry of which a text can hold nothing, and of the rarer ones those that can be a password', () => {
  expect([...commonPasswords].filter(({ length }) => length < 4)).toEqual([]);
  const rarer = list.slice(10_000);
  expect(rarer.filter((entry) => commonPasswords.has(entry))).toEqual(
    rarer.filter(({ length }) => length >= 8),
  );
});
