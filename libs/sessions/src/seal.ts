// Seals a successor under its predecessor, so that the store can hand it out again to a holder of the old token alone.
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import type { RandomBytes, RefreshToken } from './refresh-token.ts';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * The tail of the successor, sealed (AES-256-GCM) under a key derived from the predecessor (HKDF-SHA-256, RFC 5869).
 * The store holds only digests of the predecessor, so a copy of it opens nothing; and since the tail is random,
 * an old token opens the one successor sealed under it and computes none.
 */
export const sealSuccessor = (predecessor: RefreshToken, tail: string, random: RandomBytes): string => {
  const nonce = random(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, keyOf(predecessor), nonce);
  const sealed = Buffer.concat([cipher.update(tail, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url');
};

/** Opens what `sealSuccessor` sealed. Throws when it was sealed under another token or changed in the store. */
export const openSuccessor = (predecessor: RefreshToken, sealedSuccessor: string): string => {
  const bytes = Buffer.from(sealedSuccessor, 'base64url');
  const tagAt = bytes.length - TAG_BYTES;
  const options = { authTagLength: TAG_BYTES };
  const decipher = createDecipheriv(CIPHER, keyOf(predecessor), bytes.subarray(0, NONCE_BYTES), options);
  decipher.setAuthTag(bytes.subarray(tagAt));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, tagAt)), decipher.final()]).toString(
    'utf8',
  );
};

const keyOf = ({ family, tail }: RefreshToken): Buffer =>
  Buffer.from(hkdfSync('sha256', tail, family, 'gatehouse refresh successor', 32));
