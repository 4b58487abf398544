import { describe, expect, test } from '@jest/globals';
import { fromBase64, fromDottedBase64, fromPaddedBase64, toBase64 } from './base64.ts';

const BYTES = Buffer.from([0xfb, 0xff]);

describe('base64', () => {
  test('of a hash has no padding, or its own', () => {
    expect(toBase64(BYTES)).toBe('+/8');
    for (const read of [() => fromBase64('+/8'), () => fromPaddedBase64('+/8=')])
      expect(read()).toEqual(BYTES);
    expect(fromPaddedBase64('+w==')).toEqual(Buffer.from([0xfb]));
    expect(fromPaddedBase64('+/8')).toEqual(BYTES);
    expect(fromDottedBase64('./8')).toEqual(BYTES);
    expect(fromDottedBase64('./.w')).toEqual(Buffer.from('+/+w', 'base64'));
  });

  test.each([
    ['padding where it has none', () => fromBase64('+/8=')],
    ['bits that count for nothing', () => fromBase64('+/9')],
    ['padding in its middle', () => fromPaddedBase64('+/=8')],
    ['more padding than there is', () => fromPaddedBase64('+w===')],
    ['another alphabet', () => fromBase64('-_8')],
  ])('with %s is none', (_what, read) => {
    expect(read).toThrow('not the form of its kind');
  });
});
