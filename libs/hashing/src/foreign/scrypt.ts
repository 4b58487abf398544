// scrypt (RFC 7914), for the kinds of hashes that are made with it.
import { scrypt, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';
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

/** The most that one hash may take at a time: 256 MiB, and 4 MiB for what its lanes begin with. */
const MAX_BYTES = 272_629_760;

/** The most that one hash may fill, one lane after the other. */
const MAX_FILLED_BYTES = 536_870_912;

/** @throws HashError `malformed_hash`, `unsupported_hash` */
export const scryptCheck = (hash: ScryptHash): Check => {
  assertScryptBounds(hash);
  assertLengths(hash);
  return async (password) =>
    isEqual(await deriveScrypt(password, hash.salt, hash.tag.length, hash), hash.tag);
};

/** What RFC 7914 §2 allows, and these bounds. @throws HashError `malformed_hash`, `unsupported_hash` */
export const assertScryptBounds = ({ cost, blockSize, lanes }: ScryptParameters): void => {
  const logCost = Math.log2(cost);
  if (cost < 2 || !Number.isInteger(logCost) || blockSize < 1 || lanes < 1) malformedHash();
  if (logCost >= 16 * blockSize) unsupportedHash('the cost');
  if (128 * blockSize * (cost + lanes + 2) > MAX_BYTES) unsupportedHash('the memory');
  if (128 * blockSize * cost * lanes > MAX_FILLED_BYTES) unsupportedHash('the work');
};

/** So many bytes of a password. */
export const deriveScrypt = (
  password: string,
  salt: Buffer,
  bytes: number,
  { cost, blockSize, lanes }: ScryptParameters,
): Promise<Buffer> =>
  derive(password, salt, bytes, { cost, blockSize, parallelization: lanes, maxmem: MAX_BYTES });

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);
