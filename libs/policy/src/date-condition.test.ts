import { expect, test } from '@jest/globals';
import { parseInstant } from './date-condition.ts';

test.each([
  ['2020-01-01T00:00:01Z', Date.UTC(2020, 0, 1, 0, 0, 1)],
  ['2013-12-15T12:00:00Z', Date.UTC(2013, 11, 15, 12)],
  ['2013-12-15T12:00Z', Date.UTC(2013, 11, 15, 12)],
  ['2013-12-15T12:00:00.250Z', Date.UTC(2013, 11, 15, 12, 0, 0, 250)],
  ['2013-12-15T12:00:00+02:00', Date.UTC(2013, 11, 15, 10)],
  ['2013-12-15T12:00:00-05:30', Date.UTC(2013, 11, 15, 17, 30)],
  ['2013-12-15', Date.UTC(2013, 11, 15)],
  ['2013-12', Date.UTC(2013, 11, 1)],
  ['2024-02-29', Date.UTC(2024, 1, 29)],
  ['1700000000', 1_700_000_000_000],
  ['10000', 10_000_000],
  [1_700_000_000, 1_700_000_000_000],
  [1.5, 1500],
  [0, 0],
])('%j is an instant', (value, expected) => {
  expect(parseInstant(value)).toBe(expected);
});

test.each([
  ['a year, which may be seconds', '2020'],
  ['few digits', '999'],
  ['an empty text', ''],
  ['words', 'tomorrow'],
  ['a wildcard', '2020-*'],
  ['a local time', '2020-01-01T00:00:00'],
  ['the basic format', '20130930T231548Z'],
  ['a space for the T', '2020-01-01 00:00:00Z'],
  ['an hour alone', '2020-01-01T00Z'],
  ['a month that is none', '2020-13-01'],
  ['a month of zero', '2020-00'],
  ['a day that the calendar does not have', '2023-02-29'],
  ['a time on such a day', '2020-02-30T00:00:00Z'],
  ['an hour that is none', '2020-01-01T25:00:00Z'],
  ['a text before', 'x2020-01-01T00:00:00Z'],
  ['a text behind', '2020-01-01T00:00:00Zx'],
  ['a text before a day', 'x2020-01-01'],
  ['a text behind a day', '2020-01-01x'],
  ['a text before a month', 'x2020-01'],
  ['a text behind a month', '2020-01x'],
  ['digits and a letter', '1700000000s'],
  ['a letter and digits', 's1700000000'],
  ['a negative number as text', '-1700000000'],
  ['no number', Number.NaN],
  ['an infinite number', Number.POSITIVE_INFINITY],
  ['a boolean', true],
])('%s is no instant', (_, value) => {
  expect(parseInstant(value)).toBeUndefined();
});
