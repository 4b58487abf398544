import { expect, test } from '@jest/globals';
import { LATE_MS, Possible } from './possible.ts';

test('a value is what was acknowledged last', () => {
  const name = new Possible('Ada');
  name.is('Eve', 10);
  expect([name.values, name.isSure, name.may('Ada')]).toEqual([['Eve'], true, false]);
});

test('a write without an answer leaves both possible, until one is seen', () => {
  const name = new Possible('Ada');
  name.sent('Eve', 10);
  expect([name.values, name.known, name.isSure]).toEqual([['Ada', 'Eve'], 'Ada', false]);
  name.is('Eve', 10 + LATE_MS);
  expect(name.values).toEqual(['Eve']);
});

test('a write without an answer may arrive behind one that was acknowledged', () => {
  const name = new Possible('Ada');
  name.sent('Eve', 10);
  name.is('Grace', 20);
  expect(name.values).toEqual(['Grace', 'Eve']);
  name.is('Grace', 10 + LATE_MS);
  expect(name.values).toEqual(['Grace']);
});
