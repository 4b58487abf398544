import { describe, expect, test } from '@jest/globals';
import { repeatedPart, withoutRuns } from './stretches.ts';

describe('a run', () => {
  test.each([
    ['digits', '0123456789'],
    ['digits, from nine to zero and on', '78901234'],
    ['the alphabet', 'abcdefghijklmnopqrstuvwxyz'],
    ['the alphabet, from z to a and on', 'wxyzabcd'],
    ['the rows of a keyboard', "qwertyuiop[]asdfghjkl;'zxcvbnm,./"],
    ['the rows of a German one', 'qwertzuiopyxcvbnm'],
    ['the rows of a French one', 'azertyuiopqsdfghjklm'],
    ['the digits of a keyboard with its shift key', '!@#$%^&*()_+'],
    ['those of a German one', '!"§$%&/()='],
    ['digits and letters in turn', '1q2w3e4r5t6y7u8i9o0p'],
    ['the columns of a keyboard', '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/'],
    ['its letters by columns, to and fro', 'qazwsxedcrfvtgbyhnujmikolp'],
    ['one character', 'xxxx'],
    ['one character outside of the BMP', '🙂🙂🙂🙂'],
  ])('goes along %s, in both directions', (_, text) => {
    expect(withoutRuns(text)).toBe('');
    expect(withoutRuns(Array.from(text).reverse().join(''))).toBe('');
  });

  test('takes four characters, and may hold each of them', () => {
    expect(withoutRuns('abc-xxx-321')).toBe('abc-xxx-321');
    expect(withoutRuns('abcd-xxxx-4321')).toBe('--');
    expect(withoutRuns('aabbccdd-aabbcc')).toBe('-aabbcc');
  });

  test('is taken at its longest, and what stands around it is left', () => {
    expect(withoutRuns('x12345678y')).toBe('xy');
    expect(withoutRuns('12348765')).toBe('');
  });
});

describe('a part that is repeated', () => {
  test.each([
    ['aaaa', 'a'],
    ['abab', 'ab'],
    ['abcabcab', 'abc'],
    ['monkeymon', 'monkey'],
    ['monkeymo', 'monkeymo'],
    ['abcxbc', 'abcxbc'],
    ['🙂🙃🙂🙃', '🙂🙃'],
    ['monkey', 'monkey'],
    ['', ''],
  ])('of %j is %j', (text, part) => {
    expect(repeatedPart(text)).toBe(part);
  });
});
