import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MAX_TOKEN_LENGTH, readHeader, splitCompact } from './compact.ts';
import { TokenError } from './errors.ts';

const part = fc.uint8Array({ minLength: 1, maxLength: 40 }).map((bytes) => Buffer.from(bytes));

const join = (...parts: readonly Uint8Array[]): string =>
  parts.map((bytes) => Buffer.from(bytes).toString('base64url')).join('.');

describe('splitCompact', () => {
  test('gives back what was put together, the payload also when it is empty', () => {
    fc.assert(
      fc.property(part, fc.uint8Array({ maxLength: 40 }), part, (header, payload, signature) => {
        const signed = Buffer.from(join(header, payload));
        const parts = splitCompact(join(header, payload, signature));
        const head = header.toString('base64url');
        expect(parts).toEqual({ header: head, payload: Buffer.from(payload), signature, signed });
      }),
    );
  });

  test('accepts no text but the one form of its three parts', () => {
    const nearly = fc.string({ unit: fc.constantFrom(...'AQgw-_.=+/ \n'), maxLength: 20 });
    fc.assert(
      fc.property(fc.oneof(nearly, fc.string()), (text) => {
        const parts = text.split('.');
        const isStrict =
          parts.length === 3 &&
          parts.slice(1).every((one) => Buffer.from(one, 'base64url').toString('base64url') === one) &&
          parts[0] !== '' &&
          parts[2] !== '';
        expect(isAccepted(() => splitCompact(text))).toBe(isStrict);
      }),
    );
  });

  test.each([
    [undefined, 'a token must be a string'],
    [null, 'a token must be a string'],
    [['a.b.c'], 'a token must be a string'],
    ['', 'a token has exactly three parts'],
    ['QQ.QQ', 'a token has exactly three parts'],
    ['QQ.QQ.QQ.QQ', 'a token has exactly three parts'],
    ['QQ.QQ.QQ.', 'a token has exactly three parts'],
    ['QQ.QQ.QR', 'each part must be canonical base64url'],
    ['QQ.Q.QQ', 'each part must be canonical base64url'],
    ['.QQ.QQ', 'header and signature must not be empty'],
    ['QQ.QQ.', 'header and signature must not be empty'],
  ])('refuses %j: %s', (token, rule) => {
    expect(() => splitCompact(token)).toThrow(new TokenError('malformed', rule));
  });

  test('looks at 8,192 characters and at no more', () => {
    const longest = `QQ.${'A'.repeat(MAX_TOKEN_LENGTH - 6)}.QQ`;
    expect(longest).toHaveLength(8192);
    expect(splitCompact(longest).payload).toHaveLength(6139);
    expect(() => splitCompact(`QQ.${'A'.repeat(MAX_TOKEN_LENGTH - 5)}.QQ`)).toThrow(
      'a token has at most 8192 characters',
    );
  });
});

describe('readHeader', () => {
  const readText = (text: string) => readHeader(Buffer.from(text).toString('base64url'));
  const read = (header: unknown) => readText(JSON.stringify(header));

  test('gives the three members that a header may have', () => {
    expect(read({ alg: 'ES256', kid: 'a', typ: 'at+jwt' })).toEqual({
      alg: 'ES256',
      kid: 'a',
      typ: 'at+jwt',
    });
    expect(read({ alg: 'ES256' })).toEqual({ alg: 'ES256', kid: undefined, typ: undefined });
  });

  test.each([
    [{}, 'header_refused: alg must be a string'],
    [{ alg: 1 }, 'header_refused: alg must be a string'],
    [{ alg: 'ES256', kid: 1 }, 'header_refused: kid must be a string'],
    [{ alg: 'ES256', kid: null }, 'header_refused: kid must be a string'],
    [{ alg: 'ES256', typ: {} }, 'header_refused: typ must be a string'],
    [{ alg: 'ES256', crit: [] }, 'header_refused: a header has no member but alg, kid and typ'],
    [{ alg: 'ES256', ALG: 'none' }, 'header_refused: a header has no member but alg, kid and typ'],
    [[], 'malformed: the header must be a JSON object'],
    ['text', 'malformed: the header must be a JSON object'],
  ])('refuses %j', (header, message) => {
    expect(() => read(header)).toThrow(new Error(message));
  });

  test.each(['Q=', 'Q', 'e30=', 'e31', ' e30', 'e3+'])(
    'refuses %j, which is no canonical base64url',
    (part) => {
      expect(() => readHeader(part)).toThrow(
        new TokenError('malformed', 'each part must be canonical base64url'),
      );
    },
  );

  test('says the rule of strict JSON that was broken', () => {
    expect(() => readText('{"alg":"ES256","alg":"none"}')).toThrow(
      new TokenError('malformed', 'the header must not have a member twice'),
    );
  });
});

const isAccepted = (action: () => unknown): boolean => {
  try {
    action();
    return true;
  } catch {
    return false;
  }
};
