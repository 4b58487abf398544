import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ES256_BYTES, toDer } from './ecdsa-der.ts';

const hexOf = (...numbers: readonly string[]): string =>
  Buffer.from(toDer(Buffer.from(numbers.map((number) => number.padStart(64, '0')).join(''), 'hex'))).toString(
    'hex',
  );

/** Reads DER by its own rules: the two numbers of a sequence, each in its shortest form. */
const readDer = (der: Buffer): readonly bigint[] => {
  expect([...der.subarray(0, 2)]).toEqual([0x30, der.length - 2]);
  const numbers: bigint[] = [];
  for (let at = 2; at < der.length;) {
    const length = der[at + 1] ?? 0;
    const bytes = der.subarray(at + 2, at + 2 + length);
    expect(der[at]).toBe(0x02);
    expect(bytes[0]! < 0x80 && (length === 1 || bytes[0] !== 0 || bytes[1]! >= 0x80)).toBe(true);
    numbers.push(BigInt(`0x${bytes.toString('hex')}`));
    at += 2 + length;
  }
  return numbers;
};

describe('toDer', () => {
  test.each([
    [['1', '7f'], '300602010102017f'],
    [['80', 'ff00'], '3009020200800203' + '00ff00'],
    [['0', '0'], '3006020100020100'],
    [['f'.repeat(64), '7f' + 'f'.repeat(62)], `3045022100${'f'.repeat(64)}02207f${'f'.repeat(62)}`],
  ])('writes %j', (numbers, expected) => {
    expect(hexOf(...numbers)).toBe(expected);
  });

  test('keeps every pair of numbers, in the shortest form', () => {
    const zeros = fc.nat({ max: 32 });
    const half = fc
      .tuple(zeros, fc.uint8Array({ minLength: 32, maxLength: 32 }))
      .map(([count, bytes]) => bytes.fill(0, 0, count));
    fc.assert(
      fc.property(half, half, (r, s) => {
        const signature = Buffer.concat([r, s]);
        expect(signature).toHaveLength(ES256_BYTES);
        const numbers = [r, s].map((bytes) => BigInt(`0x${Buffer.from(bytes).toString('hex')}`));
        expect(readDer(Buffer.from(toDer(signature)))).toEqual(numbers);
      }),
    );
  });
});
