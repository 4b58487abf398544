import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeCursor, encodeCursor } from './cursor.ts';

test('a position is read back as it was written', () => {
  const positions = fc.record({
    createdAt: fc.nat().map((time) => new Date(time)),
    id: fc.stringMatching(/^[\w-]{1,64}$/),
  });
  fc.assert(
    fc.property(positions, (position) => expect(decodeCursor(encodeCursor(position))).toEqual(position)),
  );
});

test('any other string is none', () => {
  const others = fc.oneof(fc.string(), fc.base64String());
  fc.assert(
    fc.property(others, (text) => {
      const position = decodeCursor(text);
      if (position !== null) expect(decodeCursor(encodeCursor(position))).toEqual(position);
    }),
  );
  for (const text of ['', 'x', '..', Buffer.from('1.').toString('base64url')])
    expect(decodeCursor(text)).toBeNull();
});
