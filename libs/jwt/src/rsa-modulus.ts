// What an RSA public key must be before it is trusted; apart, because it is arithmetic and nothing here knows of tokens.
import { decodeBase64url } from './base64url.ts';

const MIN_BITS = 2048;
/** Larger ones only make verification slow. */
const MAX_BITS = 8192;
const MIN_EXPONENT = 65_537n;
const MAX_EXPONENT = 0xffff_ffffn;

/** Small primes in whose multiplicative groups 65537 generates a proper subgroup for at least some. */
const PRIMES = [
  3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107,
  109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
];

/**
 * The rule that an RSA public key (RFC 7518 §6.3.1) breaks, or undefined: 2048 to 8192 bits (RFC 7518 §3.3), an odd exponent
 * from 65537 (FIPS 186-5 §5.1), minimal encoding, and no modulus of the ROCA family (CVE-2017-15361), whose
 * private key follows from the public one.
 */
export const findRsaFault = (n: unknown, e: unknown): string | undefined => {
  const modulus = readUnsigned(n);
  const exponent = readUnsigned(e);
  if (modulus === undefined || exponent === undefined) return 'n and e must be canonical base64url integers';
  if (bitsOf(modulus) < MIN_BITS || bitsOf(modulus) > MAX_BITS)
    return `n must have ${MIN_BITS} to ${MAX_BITS} bits`;
  if (exponent < MIN_EXPONENT || exponent > MAX_EXPONENT || exponent % 2n === 0n)
    return `e must be odd, from ${MIN_EXPONENT} and of at most 32 bits`;
  return isRoca(modulus) ? 'n must not be of the ROCA family' : undefined;
};

const readUnsigned = (text: unknown): bigint | undefined => {
  const bytes = typeof text === 'string' ? decodeBase64url(text) : undefined;
  if (bytes === undefined || bytes.length === 0 || bytes[0] === 0) return undefined;
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
};

const bitsOf = (value: bigint): number => value.toString(2).length;

/** Such moduli are powers of 65537 modulo every small prime; one in some hundred million others is too. */
const isRoca = (modulus: bigint): boolean =>
  PRIMES.every((prime) => isPowerOf65537(Number(modulus % BigInt(prime)), prime));

const isPowerOf65537 = (residue: number, prime: number): boolean => {
  const generator = 65_537 % prime;
  let power = 1;
  do {
    if (power === residue) return true;
    power = (power * generator) % prime;
  } while (power !== 1);
  return false;
};
