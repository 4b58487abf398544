// Recovery codes: what an owner without the phone signs in with, each once. They are random enough that a plain digest is kept.
import { createHash, randomBytes } from 'node:crypto';

/** Gives `size` bytes of a cryptographically secure generator. */
export type RandomBytes = (size: number) => Uint8Array;

export interface RecoveryCodes {
  /** For their owner, to be shown once: five groups of five, `7ZK3M-…`. */
  readonly codes: readonly string[];
  /** For the store, in the same order. */
  readonly digests: readonly string[];
}

/** Crockford's base32: digits and letters but I, L, O and U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const CODES = 10;
const GROUPS = 5;
const GROUP_LENGTH = 5;
const LENGTH = GROUPS * GROUP_LENGTH;

/** Ten codes of 125 random bits each. */
export const makeRecoveryCodes = (random: RandomBytes = randomBytes): RecoveryCodes => {
  const plain = Array.from({ length: CODES }, () => randomText(random));
  return { codes: plain.map(grouped), digests: plain.map(digestOf) };
};

/**
 * The digest of the code that a person has typed, or null for a text that has not a code's form. Letter case, blanks and `-` do not
 * matter, and of what looks alike either is read (Crockford): O as 0, I and L as 1.
 */
export const digestOfRecoveryCode = (typed: string): string | null => {
  const plain = typed.replaceAll(/[\s-]/g, '').toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return FORM.test(plain) ? digestOf(plain) : null;
};

const FORM = new RegExp(`^[${ALPHABET}]{${LENGTH}}$`);

/** Five bits of each random byte: 32 characters divide its 256 values evenly. */
const randomText = (random: RandomBytes): string =>
  Array.from(random(LENGTH), (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');

const grouped = (plain: string): string =>
  Array.from({ length: GROUPS }, (_, group) =>
    plain.slice(group * GROUP_LENGTH, (group + 1) * GROUP_LENGTH),
  ).join('-');

const digestOf = (plain: string): string => createHash('sha256').update(plain).digest('base64url');
