// What every kind of foreign hash is read into, and what all of them are held to.
import { timingSafeEqual } from 'node:crypto';
import { unsupportedHash } from '../errors.ts';

/** Whether a password is the one of the hash that was read. */
export type Check = (password: string) => Promise<boolean>;

/** A kind of hash. */
export interface Form {
  /**
   * Reads a hash, and holds it to bounds before any work is done.
   * @throws HashError `malformed_hash`, `unsupported_hash`
   */
  readonly read: (text: string) => Check;
}

/** A salt and a tag of any length that a writer has a reason for; a short tag would be every other password's too. */
export const assertLengths = ({ salt, tag }: { readonly salt: Buffer; readonly tag: Buffer }): void => {
  if (salt.length > 1024) unsupportedHash('the length of the salt');
  if (tag.length < 16 || tag.length > 512) unsupportedHash('the length of the tag');
};

/** Compares without telling where the two differ. */
export const isEqual = (one: Buffer, other: Buffer): boolean =>
  one.length === other.length && timingSafeEqual(one, other);
