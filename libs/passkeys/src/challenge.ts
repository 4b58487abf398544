// Challenges: random ones that the store keeps, and ones for nobody known that carry their end and our seal instead.
import { createHash, createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { RandomBytes } from '@gatehouse/sessions';

/** How long a challenge is good. */
export const CHALLENGE_SECONDS = 300;

/** A new challenge of 256 random bits in base64url, to be kept as its digest. */
export const newChallenge = (random: RandomBytes): string => random(RANDOM_BYTES).toString('base64url');

/** What a store keeps of a challenge: of this purpose alone, so that no other one-time token is found by it. */
export const digestOfChallenge = (challenge: string): string =>
  createHash('sha256').update(`passkey challenge ${challenge}`).digest('base64url');

/** When a challenge that is made now ends. */
export const endOfChallenge = (now: Date): Date => new Date(now.getTime() + CHALLENGE_SECONDS * 1000);

/**
 * A challenge that no store keeps: its end, 256 random bits, and an HMAC-SHA-256 of both. Whoever asks for a sign-in without a
 * name writes nothing so; only its use is written down.
 */
export const sealedChallenge = (key: KeyObject, { now, random }: SealingContext): string => {
  const end = Buffer.alloc(END_BYTES);
  end.writeUIntBE(endOfChallenge(now).getTime(), 0, END_BYTES);
  const stated = Buffer.concat([end, random(RANDOM_BYTES)]);
  return Buffer.concat([stated, sealOf(key, stated)]).toString('base64url');
};

interface SealingContext {
  readonly now: Date;
  readonly random: RandomBytes;
}

/** When a sealed challenge ends; null for one that we have not sealed, and for one that has ended. */
export const endOfSealed = (key: KeyObject, challenge: string, now: Date): Date | null => {
  const bytes = Buffer.from(challenge, 'base64url');
  // One challenge has one text, so that its use is found under one digest.
  if (bytes.length !== SEALED_BYTES || bytes.toString('base64url') !== challenge) return null;
  const [stated, seal] = [bytes.subarray(0, -SEAL_BYTES), bytes.subarray(-SEAL_BYTES)];
  if (!timingSafeEqual(seal, sealOf(key, stated))) return null;
  const end = new Date(stated.readUIntBE(0, END_BYTES));
  return end > now ? end : null;
};

const sealOf = (key: KeyObject, stated: Buffer): Buffer => createHmac('sha256', key).update(stated).digest();

const RANDOM_BYTES = 32;
/** Milliseconds since 1970. */
const END_BYTES = 6;
const SEAL_BYTES = 32;
const SEALED_BYTES = END_BYTES + RANDOM_BYTES + SEAL_BYTES;

/**
 * Until when the use of a sealed challenge is kept: longer than the challenge is good by any clock, so that none is good again
 * when its use has been forgotten.
 */
export const endOfUse = (end: Date): Date => new Date(end.getTime() + CHALLENGE_SECONDS * 1000);
