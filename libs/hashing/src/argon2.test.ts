// The engine held against the reference implementation, which the package argon2 runs, and against RFC 9106.
import { argon2Sync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { argon2d, argon2i, argon2id, hash as runReference } from 'argon2';
import fc from 'fast-check';
import { computeTag } from './argon2.ts';
import type { PasswordHash } from './phc.ts';

const TYPES = { argon2d, argon2i, argon2id } as const;

const referenceTag = (password: string, hash: PasswordHash, secret: Buffer): Promise<Buffer> =>
  runReference(password, {
    raw: true,
    type: TYPES[hash.algorithm],
    version: hash.version,
    memoryCost: hash.memoryKiB,
    timeCost: hash.passes,
    parallelism: hash.lanes,
    hashLength: hash.tag.length,
    salt: hash.salt,
    secret,
  });

const bytes = (constraints: fc.IntArrayConstraints): fc.Arbitrary<Buffer> =>
  fc.uint8Array(constraints).map((array) => Buffer.from(array));

/** All that a stored hash may ask for, with little memory. */
const hashes: fc.Arbitrary<PasswordHash> = fc
  .record({
    algorithm: fc.constantFrom('argon2id' as const, 'argon2i' as const, 'argon2d' as const),
    version: fc.constantFrom(19 as const, 16 as const),
    lanes: fc.integer({ min: 1, max: 16 }),
    passes: fc.integer({ min: 1, max: 4 }),
    salt: bytes({ minLength: 8, maxLength: 64 }),
    tag: bytes({ minLength: 16, maxLength: 64 }),
    above: fc.integer({ min: 0, max: 200 }),
  })
  .map(({ above, ...hash }) => ({ ...hash, memoryKiB: 8 * hash.lanes + above, pepper: null }));

test('the reference implementation computes what RFC 9106 §5.3 says', async () => {
  const tag = await runReference(Buffer.alloc(32, 1), {
    raw: true,
    type: argon2id,
    timeCost: 3,
    memoryCost: 32,
    parallelism: 4,
    salt: Buffer.alloc(16, 2),
    secret: Buffer.alloc(8, 3),
    associatedData: Buffer.alloc(12, 4),
    hashLength: 32,
  });
  expect(tag.toString('hex')).toBe('0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659');
});

describe('a tag', () => {
  test('is what the reference implementation computes, of any password, parameters, salt and secret', async () => {
    const passwords = fc.string({ unit: 'binary', maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(passwords, hashes, bytes({ maxLength: 64 }), async (password, hash, secret) => {
        const expected = await referenceTag(password, hash, secret);
        expect((await computeTag(password, hash, secret)).toString('hex')).toBe(expected.toString('hex'));
      }),
      { numRuns: 150 },
    );
  });

  const ours: PasswordHash = {
    ...{ algorithm: 'argon2id', version: 19, memoryKiB: 19_456, passes: 2, lanes: 1, pepper: null },
    ...{ salt: Buffer.alloc(16, 7), tag: Buffer.alloc(32) },
  };

  test.each(['correct horse battery staple', '', 'пароль 密码 🔑', 'a'.repeat(1024), 'a\0b'])(
    'at the parameters of a stack is what two other implementations compute, of %j',
    async (password) => {
      const secret = Buffer.alloc(32, 9);
      const tag = await computeTag(password, ours, secret);
      expect(tag.equals(await referenceTag(password, ours, secret))).toBe(true);
      const parameters = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32, secret };
      const message = Buffer.from(password);
      expect(tag.equals(argon2Sync('argon2id', { message, nonce: ours.salt, ...parameters }))).toBe(true);
    },
  );
});
