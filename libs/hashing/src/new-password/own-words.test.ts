import { describe, expect, test } from '@jest/globals';
import { folded, ownWordsOf } from './own-words.ts';

describe('the own words of an account', () => {
  test('are its names and its email, whole and in their parts, the longest first', () => {
    const words = ownWordsOf({
      firstName: 'Ada Augusta',
      lastName: 'Byron-King',
      email: 'Lady.L@mail.house-of-ada.co.uk',
    });
    expect(new Set(words)).toEqual(
      new Set([
        'lady.l@mail.house-of-ada.co.uk',
        'mail.house-of-ada.co.uk',
        'mail.house-of-ada.co',
        'ada augusta',
        'byron-king',
        'augusta',
        'lady.l',
        'byron',
        'house',
        'king',
        'lady',
        'mail',
        'ada',
      ]),
    );
    const lengths = words.map(({ length }) => length);
    expect(lengths).toEqual(lengths.toSorted((left, right) => right - left));
  });

  test('are none where nothing is known, or nothing is long enough', () => {
    expect(ownWordsOf({})).toEqual([]);
    expect(ownWordsOf({ firstName: 'Al', lastName: 'O', email: 'a' })).toEqual([]);
  });

  test('are found in an address that is none', () => {
    expect(ownWordsOf({ email: 'ada' })).toEqual(['ada', 'ada', 'ada']);
  });
});

test('a text is folded to what is compared: lower case, no accents, one form of each letter', () => {
  expect(folded('ＪOSÉ e\u0301')).toBe('jose e');
});
