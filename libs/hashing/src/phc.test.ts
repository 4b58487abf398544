// The bounds of a hash's own text, to the byte.
import { describe, expect, test } from '@jest/globals';
import { formatPhc, isForeignHash, parsePhc } from './phc.ts';

const hash = (saltBytes: number, tagBytes: number): string =>
  formatPhc({
    ...{ algorithm: 'argon2id', version: 19, memoryKiB: 8, passes: 1, lanes: 1, pepper: null },
    ...{ salt: Buffer.alloc(saltBytes, 1), tag: Buffer.alloc(tagBytes, 2) },
  });

const faultOf = (text: string): string => {
  try {
    parsePhc(text);
    return 'none';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('a hash', () => {
  test.each([
    [8, 16, 'none'],
    [64, 64, 'none'],
    [7, 16, 'the length of the salt of the password hash is not supported'],
    [65, 16, 'the length of the salt of the password hash is not supported'],
    [8, 15, 'the length of the tag of the password hash is not supported'],
    [8, 65, 'the length of the tag of the password hash is not supported'],
  ])('of a salt of %i and a tag of %i bytes: %s', (salt, tag, fault) => {
    expect(faultOf(hash(salt, tag))).toBe(fault);
  });

  test('is ours when it begins as ours do', () => {
    expect(isForeignHash(hash(16, 32))).toBe(false);
    for (const other of [
      '$argon2id$v=16$m=8,t=1,p=1$c2FsdHNhbHQ$dGFn',
      '$argon2i$v=19$',
      '$2b$12$x',
      '',
      'x$argon2id$v=19$',
    ])
      expect(isForeignHash(other)).toBe(true);
  });
});
