import { describe, expect, test } from '@jest/globals';
import { thrownBy } from './testing/thrown.ts';
import { isPlainSegment, parsePath, toResourcePath } from './resource-path.ts';

describe('toResourcePath', () => {
  test.each([
    ['/', ''],
    ['/pets', 'pets'],
    ['pets', 'pets'],
    ['/pets/', 'pets/'],
    ['*', '*'],
    ['/*', '*'],
    ['/pets/*', 'pets/*'],
    ['/pets/a*', 'pets/a*'],
    ['/users/{id}', 'users/*'],
    ['/users/{user_id.v-1}/keys/{keyId}', 'users/*/keys/*'],
    ['/files/{proxy+}', 'files/*'],
    ['/{proxy+}', '*'],
    ['/a_b/$connect/c:d/e~f/g%20h/i@j/k+l/m.n/o-p', 'a_b/$connect/c:d/e~f/g%20h/i@j/k+l/m.n/o-p'],
    ["/a!b&c'd(e)f,g;h=i", "a!b&c'd(e)f,g;h=i"],
    ['/2021-08-01T00:00:00Z', '2021-08-01T00:00:00Z'],
  ])('%j is %j', (path, expected) => {
    expect(toResourcePath(path)).toBe(expected);
  });

  const refused: readonly (readonly [string, string, string])[] = [
    ['an empty path', '', 'it is empty; the root is "/"'],
    ['an empty segment', '/users//keys', 'it has an empty segment'],
    ['two leading slashes', '//users', 'it has an empty segment'],
    ['a query', '/users?x=1', 'it has a character that a path cannot have'],
    ['a fragment', '/users#x', 'it has a character that a path cannot have'],
    ['a space', '/my users', 'it has a character that a path cannot have'],
    ['a line break at the end', '/users\n', 'it has a character that a path cannot have'],
    ['a letter that is not ASCII', '/straße', 'it has a character that a path cannot have'],
    ['a backslash', '/a\\b', 'it has a character that a path cannot have'],
    ['a policy variable', '/users/${aws:username}', 'it has a character that a path cannot have'],
    ['a template inside a segment', '/users/x{id}', 'it has a character that a path cannot have'],
    ['text behind a template', '/users/{id}x', 'it has a character that a path cannot have'],
    ['an empty template', '/users/{}', 'it has a character that a path cannot have'],
    ['an open template', '/users/{id', 'it has a character that a path cannot have'],
    ['what is no text', undefined as unknown as string, 'it is not a text'],
    ['a greedy parameter inside', '/files/{proxy+}/meta', 'a greedy parameter must be its last segment'],
  ];

  test.each(refused)('refuses %s', (_, path, rule) => {
    expect(thrownBy(() => toResourcePath(path))).toEqual({
      code: 'invalid_path',
      message: `The path is refused: ${rule}.`,
    });
  });
});

describe('parsePath', () => {
  test('tells literals, parameters and greedy parameters apart', () => {
    expect(parsePath('/users/{id}/{proxy+}')).toEqual([
      { kind: 'literal', text: 'users' },
      { kind: 'parameter', name: 'id', greedy: false },
      { kind: 'parameter', name: 'proxy', greedy: true },
    ]);
  });

  test('keeps a trailing slash as an empty last segment', () => {
    expect(parsePath('/a/')).toEqual([
      { kind: 'literal', text: 'a' },
      { kind: 'literal', text: '' },
    ]);
  });
});

describe('isPlainSegment', () => {
  test.each([
    ['42', true],
    ['a_b-C.d~e$f:g@h+i%20', true],
    ['', false],
    ['*', false],
    ['4*', false],
    ['a/b', false],
    ['a?b', false],
    ['{id}', false],
    ['a b', false],
    ['42\n', false],
  ])('%j is %s', (text, expected) => {
    expect(isPlainSegment(text)).toBe(expected);
  });
});
