import { describe, expect, test } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { findRsaFault } from './rsa-modulus.ts';

const { n: good } = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });
const AQAB = 'AQAB';

const encode = (value: bigint): string => {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url');
};

describe('findRsaFault', () => {
  test('finds none in a usual key', () => {
    expect(findRsaFault(good, AQAB)).toBeUndefined();
  });

  test.each([
    [1n << 2046n, 'n must have 2048 to 8192 bits'],
    [(1n << 2047n) + 2n, undefined],
    [(1n << 8191n) + 2n, undefined],
    [1n << 8192n, 'n must have 2048 to 8192 bits'],
  ])('judges the length of a modulus (case %#)', (modulus, fault) => {
    expect(findRsaFault(encode(modulus), AQAB)).toBe(fault);
  });

  test.each([1n, 3n, 65_535n, 65_538n, 0x1_0000_0001n])('refuses the exponent %s', (exponent) => {
    expect(findRsaFault(good, encode(exponent))).toBe('e must be odd, from 65537 and of at most 32 bits');
  });

  test.each([65_537n, 65_539n, 0xffff_ffffn])('accepts the exponent %s', (exponent) => {
    expect(findRsaFault(good, encode(exponent))).toBeUndefined();
  });

  test.each([undefined, '', 7, 'AAEAAQ', 'AQAB=', 'AQB'])('refuses %j for either number', (value) => {
    expect(findRsaFault(good, value)).toBe('n and e must be canonical base64url integers');
    expect(findRsaFault(value, AQAB)).toBe('n and e must be canonical base64url integers');
  });

  test('refuses a modulus that is a power of 65537 modulo every small prime', () => {
    expect(findRsaFault(encode(65_537n ** 128n), AQAB)).toBe('n must not be of the ROCA family');
    expect(findRsaFault(encode(65_537n ** 128n + 2n), AQAB)).toBeUndefined();
  });
});
