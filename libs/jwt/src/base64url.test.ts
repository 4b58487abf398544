import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeBase64url } from './base64url.ts';

test('what was encoded is decoded', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect(decodeBase64url(Buffer.from(bytes).toString('base64url'))).toEqual(Buffer.from(bytes));
    }),
  );
});

test('no two texts decode to the same bytes', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), (text) => {
      const bytes = decodeBase64url(text);
      expect(bytes === undefined || Buffer.from(bytes).toString('base64url') === text).toBe(true);
    }),
  );
});

test.each(['YQ==', 'YR', 'Y', 'Y Q', 'YQ\n', ' YQ', 'Y?Q', '-_+/', '💥', 'YQ.', '\u0000'])(
  '%j is not canonical base64url',
  (text) => {
    expect(decodeBase64url(text)).toBeUndefined();
  },
);

test('the empty text is no bytes', () => {
  expect(decodeBase64url('')).toHaveLength(0);
});
