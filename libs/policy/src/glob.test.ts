import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { covers, dropCovered, globMatches } from './glob.ts';

/** The definition of a match, as slow as it is plain. */
const matchesByDefinition = (pattern: string, text: string): boolean => {
  if (pattern === '') return text === '';
  const rest = pattern.slice(1);
  if (pattern.startsWith('*')) {
    return matchesByDefinition(rest, text) || (text !== '' && matchesByDefinition(pattern, text.slice(1)));
  }
  return (
    text !== '' && (pattern[0] === '?' || pattern[0] === text[0]) && matchesByDefinition(rest, text.slice(1))
  );
};

describe('globMatches', () => {
  test.each([
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['**', '', true],
    ['?', '', false],
    ['?', 'a', true],
    ['?', 'ab', false],
    ['a', 'a', true],
    ['a', 'A', false],
    ['a', 'ab', false],
    ['ab', 'a', false],
    ['b', 'ab', false],
    ['a*', 'a', true],
    ['a*', 'abc', true],
    ['a*', 'ba', false],
    ['*c', 'abc', true],
    ['*c', 'abcd', false],
    ['a*c', 'ac', true],
    ['a*c', 'abcbc', true],
    ['a*c', 'abcb', false],
    ['a*b*c', 'a-b-b-c', true],
    ['*/users/42', 'GET/users/42', true],
    ['GET/*', 'GET/', true],
    ['GET/*', 'GET', false],
    ['a?c', 'a/c', true],
    ['a?*c', 'ac', false],
    ['a?*c', 'axxc', true],
    ['*?', '', false],
    ['*?', 'x', true],
    ['a.c', 'abc', false],
    ['[a]', 'a', false],
    ['a', '*', false],
    ['a*', 'a*', true],
    ['a\n*', 'a\nb', true],
  ])('%j on %j is %s', (pattern, text, expected) => {
    expect(globMatches(pattern, text)).toBe(expected);
  });

  test('agrees with the definition', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 10 });
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '?'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, (anyPattern, anyText) => {
        expect(globMatches(anyPattern, anyText)).toBe(matchesByDefinition(anyPattern, anyText));
      }),
      { numRuns: 2000 },
    );
  });

  test('comes to an end on what drives backtracking matchers mad', () => {
    expect(globMatches(`${'a*'.repeat(200)}b`, 'a'.repeat(1500))).toBe(false);
  });
});

describe('covers', () => {
  test.each([
    ['*', 'GET/users', true],
    ['*/users/*', 'GET/users/*', true],
    ['GET/users/*', 'GET/users/*/keys', true],
    ['GET/users/*', 'GET/users/42', true],
    ['GET/users/*', 'GET/users', false],
    ['GET/users/*', '*/users/42', false],
    ['GET/users/*/keys', 'GET/users/*', false],
    ['GET/users/42', 'GET/users/*', false],
  ])('%j over %j is %s', (wide, narrow, expected) => {
    expect(covers(wide, narrow)).toBe(expected);
  });
});

describe('dropCovered', () => {
  test('keeps the patterns that no other covers, once, in their order', () => {
    expect(dropCovered(['GET/b', 'GET/a/1', 'GET/b', 'GET/a/*', 'GET/a/2', 'POST/a/1'])).toEqual([
      'GET/b',
      'GET/a/*',
      'POST/a/1',
    ]);
  });

  test('keeps one of two patterns that cover each other', () => {
    expect(dropCovered(['*', '*'])).toEqual(['*']);
    expect(dropCovered([])).toEqual([]);
  });
});
