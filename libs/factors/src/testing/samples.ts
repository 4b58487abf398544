// What the tests of this library share.
import { createHash } from 'node:crypto';
import { NO_FACTORS, type Factors, type Passkey } from '../factors.ts';

/** The shared secret of RFC 4226 appendix D and RFC 6238 appendix B. */
export const RFC_SECRET = Buffer.from('12345678901234567890');

export const PASSKEY: Passkey = {
  id: 'p1',
  name: 'Phone',
  credentialId: 'AQ',
  publicKey: 'Ag',
  counter: 0,
  transports: [],
  synced: true,
  createdAt: new Date('2026-03-01T12:00:00.000Z'),
  lastUsedAt: null,
};

export const withTotp = (lastStep = 0): Factors => ({
  ...NO_FACTORS,
  totp: { sealedSecret: 'v1.sealed', lastStep },
  recoveryDigests: ['one', 'two'],
});

/** As a step number counts: 30 seconds each, from 1970. */
export const atStep = (step: number): Date => new Date(step * 30_000);

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** Bytes that count up from 0, and go on where they ended. */
export const countingBytes = (): ((size: number) => Buffer) => {
  let next = 0;
  return (size) => Buffer.from(Array.from({ length: size }, () => next++ % 256));
};
