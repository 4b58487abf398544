import { describe, expect, test } from '@jest/globals';
import { HashError, parsePeppers } from './index.ts';

const secret = (byte: number, length = 32): string => Buffer.alloc(length, byte).toString('base64');

describe('peppers', () => {
  test('come with their versions, the hashing one first', () => {
    expect(parsePeppers(`v2:${secret(2)}, v1:${secret(1)}\n`)).toEqual([
      { version: 'v2', secret: Buffer.alloc(32, 2) },
      { version: 'v1', secret: Buffer.alloc(32, 1) },
    ]);
  });

  test.each([16, 64])('may have %i bytes', (bytes) => {
    expect(parsePeppers(`v1:${secret(1, bytes)}`)[0]?.secret).toHaveLength(bytes);
  });

  test('may be written in the URL-safe alphabet', () => {
    const bytes = Buffer.alloc(16, 0xff);
    expect(parsePeppers(`v1:${bytes.toString('base64url')}`)[0]?.secret).toEqual(bytes);
  });

  test.each([
    ['', 'pepper 1 must be version:base64'],
    ['v1', 'pepper 1 must be version:base64'],
    [`:${secret(1)}`, 'pepper 1 must be version:base64'],
    [`v1:${secret(1)},`, 'pepper 2 must be version:base64'],
    [`version-1:${secret(1)}`, 'pepper 1 must be version:base64'],
    ['v1:not base64!', 'pepper 1 must be version:base64'],
    [`v1:${secret(1, 15)}`, 'pepper 1 must have 16 to 64 bytes'],
    [`v1:${secret(1)},v2:${secret(1, 65)}`, 'pepper 2 must have 16 to 64 bytes'],
    [`v1:${secret(1)},v1:${secret(2)}`, 'each pepper must have a version of its own'],
  ])('%# breaks a rule that is told without the secret', (text, rule) => {
    expect(() => parsePeppers(text)).toThrow(HashError);
    expect(() => parsePeppers(text)).toThrow(rule);
    expect(() => parsePeppers(text)).not.toThrow(secret(1).slice(0, 12));
  });
});
