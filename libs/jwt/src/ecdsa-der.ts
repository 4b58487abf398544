// The two ways to write an ECDSA signature: a token has r and s side by side, OpenSSL reads DER. Having OpenSSL's wrapper
// convert (`dsaEncoding: 'ieee-p1363'`) takes twenty times as long as this, and half as long as the verification itself.

const INTEGER_BYTES = 32;

/** The bytes of r and s for P-256 (RFC 7518 §3.4): a signature of any other length is none. */
export const ES256_BYTES = 2 * INTEGER_BYTES;

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const SIGN_BIT = 0x80;
/** Two integers of 32 bytes, each with its tag, its length and a zero before a set first bit, in one sequence. */
const MAX_DER_BYTES = 2 + 2 * (3 + INTEGER_BYTES);

/** r and s of `ES256_BYTES` bytes as DER (RFC 3279 §2.2.3), in its one shortest form. */
export const toDer = (signature: Uint8Array): Uint8Array => {
  const der = Buffer.allocUnsafe(MAX_DER_BYTES);
  const middle = writeInteger(der, 2, signature.subarray(0, INTEGER_BYTES));
  const end = writeInteger(der, middle, signature.subarray(INTEGER_BYTES));
  der[0] = SEQUENCE;
  der[1] = end - 2;
  return der.subarray(0, end);
};

/** Writes an unsigned integer at `at`; gives the place behind it. */
const writeInteger = (der: Uint8Array, at: number, bytes: Uint8Array): number => {
  const start = firstDigitOf(bytes);
  const pad = (bytes[start] ?? 0) >= SIGN_BIT ? 1 : 0;
  const length = pad + bytes.length - start;
  der[at] = INTEGER;
  der[at + 1] = length;
  der[at + 2] = 0;
  for (let index = start; index < bytes.length; index += 1)
    der[at + 2 + pad + index - start] = bytes[index] ?? 0;
  return at + 2 + length;
};

/** Where the zeros before a number end; of nothing but zeros the last one stays. */
const firstDigitOf = (bytes: Uint8Array): number => {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  return start;
};
