// The floor of every verification: node's own call, with everything that is not the signature done before.
import { verify, type KeyObject } from 'node:crypto';
import type { KeyPairAlgorithm } from '@gatehouse/jwt';

/** A token with what the bare call takes of it. */
export interface Item {
  readonly token: string;
  readonly signed: Buffer;
  readonly signature: Buffer;
}

export const itemOf =
  (alg: KeyPairAlgorithm) =>
  (token: string): Item => {
    const end = token.lastIndexOf('.');
    const raw = Buffer.from(token.slice(end + 1), 'base64url');
    const signature = alg === 'ES256' ? toDer(raw) : raw;
    return { token, signed: Buffer.from(token.slice(0, end)), signature };
  };

export const bareVerify = (alg: KeyPairAlgorithm, key: KeyObject): ((item: Item) => void) => {
  const digest = alg === 'EdDSA' ? null : 'sha256';
  return ({ signed, signature }) => {
    if (!verify(digest, signed, key, signature)) throw new Error('the floor refuses a good signature');
  };
};

/** r and s of a JWS as the SEQUENCE of two INTEGERs that OpenSSL reads fastest (RFC 7518 §3.4, SEC 1 C.5). */
const toDer = (raw: Buffer): Buffer => {
  const half = raw.length / 2;
  const body = Buffer.concat([raw.subarray(0, half), raw.subarray(half)].map(integerOf));
  return Buffer.concat([Buffer.from([0x30, body.length]), body]);
};

const integerOf = (unsigned: Buffer): Buffer => {
  const start = unsigned.findIndex((byte) => byte !== 0);
  const digits = unsigned.subarray(start);
  const content = (digits[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), digits]) : digits;
  return Buffer.concat([Buffer.from([0x02, content.length]), content]);
};
