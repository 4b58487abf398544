// Argon2 by the native module, which computes tags alone: which parameters it may be run with is decided before.
import { argon2d, argon2i, argon2id, hash as runArgon2 } from 'argon2';
import type { PasswordHash } from './phc.ts';

const TYPES = { argon2d, argon2i, argon2id } as const;

/** The tag of a password with the parameters and the salt of a hash, and the secret of its pepper. */
export const computeTag = (password: string, hash: PasswordHash, secret: Buffer): Promise<Buffer> =>
  runArgon2(password, {
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
