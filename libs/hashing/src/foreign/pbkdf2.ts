// PBKDF2 (RFC 8018 §5.2), for the kinds of hashes that are made with it.
import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { malformedHash, unsupportedHash } from '../errors.ts';
import { assertLengths, isEqual, type Check } from './form.ts';

export interface Pbkdf2Hash {
  /** The name of the digest, `sha256` or another of these. */
  readonly digest: string;
  readonly rounds: number;
  readonly salt: Buffer;
  readonly tag: Buffer;
}

/** The most that one hash may cost: four times Django's of today. */
const MAX_ROUNDS = 4_000_000;

const DIGEST_BYTES: ReadonlyMap<string, number> = new Map([
  ['sha1', 20],
  ['sha256', 32],
  ['sha512', 64],
]);

const derive = promisify(pbkdf2);

/** @throws HashError `malformed_hash`, `unsupported_hash` */
export const pbkdf2Check = (hash: Pbkdf2Hash): Check => {
  const { digest, rounds, salt, tag } = hash;
  assertBounds(hash);
  return async (password) => isEqual(await derive(password, salt, rounds, tag.length, digest), tag);
};

/** A tag that is longer than the digest takes all the rounds again for each further part. */
const assertBounds = (hash: Pbkdf2Hash): void => {
  const digestBytes = DIGEST_BYTES.get(hash.digest) ?? unsupportedHash('the digest');
  assertLengths(hash);
  if (hash.rounds < 1) malformedHash();
  if (hash.rounds * Math.ceil(hash.tag.length / digestBytes) > MAX_ROUNDS) unsupportedHash('the rounds');
};
