// Argon2 by the native module, which computes tags alone: which parameters it may be run with is decided before.
import { hashRaw } from '@node-rs/argon2';
import type { PasswordHash } from './phc.ts';

/** The numbers by which the module knows the algorithms, and the versions. */
const ALGORITHMS = { argon2d: 0, argon2i: 1, argon2id: 2 } as const;
const VERSIONS = { 16: 0, 19: 1 } as const;

/** The tag of a password with the parameters and the salt of a hash, and the secret of its pepper. */
export const computeTag = (password: string, hash: PasswordHash, secret: Buffer): Promise<Buffer> =>
  hashRaw(password, {
    algorithm: ALGORITHMS[hash.algorithm],
    version: VERSIONS[hash.version],
    memoryCost: hash.memoryKiB,
    timeCost: hash.passes,
    parallelism: hash.lanes,
    outputLen: hash.tag.length,
    salt: hash.salt,
    secret,
  });
