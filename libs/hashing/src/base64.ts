// Base64 as hashes have it: one spelling for each value, so that no two texts are the same hash.
import { malformedHash } from './errors.ts';

/** Without padding, as the PHC format has it. */
export const toBase64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

/** @throws HashError `malformed_hash` for any other text than `toBase64` makes */
export const fromBase64 = (text: string): Buffer => {
  const bytes = Buffer.from(text, 'base64');
  return toBase64(bytes) === text ? bytes : malformedHash();
};

/** With its padding, or without. @throws HashError `malformed_hash` */
export const fromPaddedBase64 = (text: string): Buffer => fromBase64(text.replace(/={1,2}$/, ''));

/** Passlib's alphabet, which has a dot for the plus. @throws HashError `malformed_hash` */
export const fromDottedBase64 = (text: string): Buffer => fromBase64(text.replaceAll('.', '+'));
