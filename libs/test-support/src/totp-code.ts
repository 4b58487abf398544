// What an authenticator app shows, computed without the library that the apps verify it with.
import { createHmac } from 'node:crypto';

/** The code that an app with this secret (in base32) shows at that time (RFC 6238 with SHA-1, six digits, 30 seconds). */
export const totpCode = (secret: string, now: Date): string => {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(Math.floor(now.getTime() / 30_000)));
  const digest = createHmac('sha1', fromBase32(secret)).update(message).digest();
  const number = digest.readUInt32BE(digest.readUInt8(19) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
};

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

const fromBase32 = (text: string): Buffer => {
  const bits = [...text].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
};
