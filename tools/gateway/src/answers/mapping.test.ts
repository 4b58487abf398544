import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isMappingExpression, mapBody, mapHeader } from './mapping.ts';

/** Every code point but surrogates; fast-check's own unit for that takes a second to set up. */
const character = fc.nat(0x10f7ff).map((code) => String.fromCodePoint(code < 0xd800 ? code : code + 0x800));

const scope = (context: Record<string, unknown>) => ({ context, headers: [['X-A', 'one'] as const] });

describe('a body template', () => {
  test('has its variables filled in, and what is not there is empty', () => {
    const context = {
      requestId: 'r-1',
      identity: { sourceIp: '::1' },
      requestTimeEpoch: 5,
      error: { message: 'a "b"' },
    };
    const template =
      '{"id":"$context.requestId","ip":"$context.identity.sourceIp","at":$context.requestTimeEpoch}. $context.nothing.at';
    expect(mapBody(template, scope(context))).toBe('{"id":"r-1","ip":"::1","at":5}. ');
    expect(mapBody('{"m":$context.error.messageString,"n":"$context.error.message"}', scope(context))).toBe(
      '{"m":"a \\"b\\"","n":"a \\"b\\""}',
    );
    const untold = scope({ error: { message: null } });
    expect(mapBody('{"m":$context.error.messageString,"n":"$context.error.message"}', untold)).toBe(
      '{"m":null,"n":""}',
    );
    expect(mapBody('Ends with $context.requestId.', scope(context))).toBe('Ends with r-1.');
  });

  test('stays the JSON it is, whatever a value holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: character }), (path) => {
        const body = mapBody('{"path":"$context.path","code":"x"}', scope({ path }));
        expect(JSON.parse(body)).toEqual({ path, code: 'x' });
      }),
    );
  });

  test('reaches no inherited member', () => {
    expect(mapBody('$context.constructor.name', scope({}))).toBe('');
  });
});

describe('a header expression', () => {
  test('is a literal, a context variable or a request header', () => {
    const filled = scope({ requestId: 'r-1', path: '/a\r\nb' });
    expect(
      [
        "'no-store'",
        "''",
        'context.requestId',
        'context.path',
        'method.request.header.x-a',
        'method.request.header.y',
      ].map((text) => mapHeader(text, filled)),
    ).toEqual(['no-store', '', 'r-1', '/a  b', 'one', '']);
  });

  test.each(['no-store', "'a'b'", 'context.', '$context.requestId', "'a\r\nb: c'", 'method.request.body.x'])(
    'is nothing else: %j',
    (text) => {
      expect(isMappingExpression(text)).toBe(false);
    },
  );
});
