// The form of a refresh token and the digests that a store may keep of it; apart, since nothing here knows of sessions.
import { createHash } from 'node:crypto';

/**
 * A refresh token in its two parts, each 256 random bits in base64url. `family` stays for the life of the session
 * and finds it; `tail` is replaced at every use. On the wire: `<family>.<tail>`.
 */
export interface RefreshToken {
  readonly family: string;
  readonly tail: string;
}

/** Gives `size` bytes of a cryptographically secure generator. */
export type RandomBytes = (size: number) => Buffer;

const PART_BYTES = 32;
const FORM = /^([\w-]{43})\.([\w-]{43})$/;

/** The parts of a token, or null for a string that has not a token's form (and so belongs to no session). */
export const parseRefreshToken = (text: string): RefreshToken | null => {
  const [, family, tail] = FORM.exec(text) ?? [];
  return family === undefined || tail === undefined ? null : { family, tail };
};

/** The wire form of a token. */
export const formatRefreshToken = ({ family, tail }: RefreshToken): string => `${family}.${tail}`;

/** A new random part: 256 bits (ASVS 11.5.1 asks for 128). */
export const randomPart = (random: RandomBytes): string => random(PART_BYTES).toString('base64url');

/** What a store keeps of a part. Parts carry full entropy, so a plain hash cannot be reversed by guessing. */
export const digestOf = (part: string): string => createHash('sha256').update(part).digest('base64url');
