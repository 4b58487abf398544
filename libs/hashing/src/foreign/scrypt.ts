// scrypt (RFC 7914), for the kinds of hashes that are made with it.
import { scrypt, type ScryptOptions } from 'node:crypto';
import { malformedHash, unsupportedHash } from '../errors.ts';
import { assertLengths, isEqual, type Check } from './form.ts';

export interface ScryptParameters {
  /** N, a power of two. */
  readonly cost: number;
  /** r, in units of 128 bytes. */
  readonly blockSize: number;
  /** p. */
  readonly lanes: number;
}

export interface ScryptHash extends ScryptParameters {
  readonly salt: Buffer;
  readonly tag: Buffer;
}

/** The most that one hash may take: 256 MiB at a time, and 512 MiB filled in all. */
const MAX_BYTES = 268_435_456;
const MAX_FILLED_BYTES = 2 * MAX_BYTES;

/** @throws HashError `malformed_hash`, `unsupported_hash` */
export const scryptCheck = (hash: ScryptHash): Check => {
  assertScryptBounds(hash);
  assertLengths(hash);
  return async (password) =>
    isEqual(await deriveScrypt(password, hash.salt, hash.tag.length, hash), hash.tag);
};

/** @throws HashError `malformed_hash`, `unsupported_hash` */
export const assertScryptBounds = ({ cost, blockSize, lanes }: ScryptParameters): void => {
  if (cost < 2 || !Number.isInteger(Math.log2(cost)) || blockSize < 1 || lanes < 1) malformedHash();
  if (128 * blockSize * cost > MAX_BYTES) unsupportedHash('the memory');
  if (128 * blockSize * cost * lanes > MAX_FILLED_BYTES) unsupportedHash('the work');
};

/** So many bytes of a password. */
export const deriveScrypt = (
  password: string,
  salt: Buffer,
  bytes: number,
  { cost, blockSize, lanes }: ScryptParameters,
): Promise<Buffer> => {
  // What Node counts, and a little more.
  const maxmem = 128 * blockSize * (cost + lanes + 2) + 1_048_576;
  const options: ScryptOptions = { cost, blockSize, parallelization: lanes, maxmem };
  return new Promise((resolve, reject) => {
    scrypt(password, salt, bytes, options, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
};
