import { describe, expect, test } from '@jest/globals';
import { checkNewPassword } from './index.ts';

const check = (password: string, minLength = 15): readonly string[] =>
  checkNewPassword(password, { minLength });

describe('a new password', () => {
  test.each([
    ['15 letters', 'abcdefghijklmno'],
    ['spaces alone', ' '.repeat(15)],
    ['15 emoji, which are 30 UTF-16 units', '🙂'.repeat(15)],
    ['256 letters', 'p'.repeat(256)],
    ['256 code points of four bytes', '🙂'.repeat(256)],
  ])('may be %s', (_, password) => {
    expect(check(password)).toEqual([]);
  });

  test.each([
    ['14 letters', 'abcdefghijklmn', ['must have at least 15 characters']],
    ['14 emoji', '🙂'.repeat(14), ['must have at least 15 characters']],
    ['257 letters', 'p'.repeat(257), ['must have at most 256 characters']],
    ['257 emoji', '🙂'.repeat(257), ['must have at most 256 characters', 'must have at most 1024 bytes']],
    ['text with a lone surrogate', `${'p'.repeat(20)}\ud800`, ['must be well-formed Unicode']],
    ['nothing', '', ['must have at least 15 characters']],
  ])('may not be %s', (_, password, broken) => {
    expect(check(password)).toEqual(broken);
  });

  test('is as long as the operator wants', () => {
    expect(check('12345678', 8)).toEqual([]);
    expect(check('1234567', 8)).toEqual(['must have at least 8 characters']);
  });
});
