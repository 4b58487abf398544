// Peppers: secrets outside the database that every hash depends on, so that a copy of the database alone is of no
// use for guessing. They are Argon2's own secret K (RFC 9106 §3.1), and a hash names its pepper's version as keyid.
import { HashError } from './errors.ts';

/** A versioned secret. The version is public, and stands in each hash made with it. */
export interface Pepper {
  readonly version: string;
  readonly secret: Buffer;
}

/**
 * Peppers from `version:base64` items separated by commas, such as `v2:…,v1:…`. The first one hashes, the others
 * are for hashes made before. A version is 1 to 8 letters, digits, `-` and `_`; a secret has 16 to 64 bytes, best 32.
 * @throws HashError `malformed_peppers`, with the item's position and the rule it broke
 * @example
 * const peppers = parsePeppers(pepperText); // 'v2:…,v1:…': v2 hashes, v1 still verifies
 * const hasher = createPasswordHasher({ memoryKiB: 19_456, passes: 2, lanes: 1, peppers });
 */
export const parsePeppers = (text: string): readonly Pepper[] => {
  const peppers = text.trim().split(',').map(toPepper);
  const versions = new Set(peppers.map(({ version }) => version));
  if (versions.size < peppers.length)
    throw new HashError('malformed_peppers', 'each pepper must have a version of its own');
  return peppers;
};

const toPepper = (item: string, index: number): Pepper => {
  const [, version, base64 = ''] = /^([\w-]{1,8}):([A-Za-z0-9+/_-]+={0,2})$/.exec(item.trim()) ?? [];
  if (version === undefined) return refuse(index, 'must be version:base64, with a version of 1 to 8 letters');
  const secret = Buffer.from(base64, 'base64');
  if (secret.length < 16 || secret.length > 64) return refuse(index, 'must have 16 to 64 bytes');
  return { version, secret };
};

const refuse = (index: number, rule: string): never => {
  throw new HashError('malformed_peppers', `pepper ${index + 1} ${rule}`);
};
