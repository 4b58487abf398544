import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isIP } from 'node:net';
import { MAX_USER_AGENT, toAddress, toUserAgent } from './client-texts.ts';

const asBytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

describe('a user agent', () => {
  test.each([
    'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    'curl/8.5.0',
    'Müller/1 李 😀',
    'x'.repeat(MAX_USER_AGENT),
    '𝒜'.repeat(MAX_USER_AGENT),
  ])('is kept as it is where all of it shows: %#', (text) => {
    expect(toUserAgent(text)).toBe(text);
  });

  test.each([
    ['absent', undefined, ''],
    ['null', null, ''],
    ['white space', ' \t ', ''],
    ['with controls', 'a\0b\x1b[31mc\x7fd\x9be', 'ab[31mcde'],
    ['with lines', 'a\r\nb\u2028c\u2029d\u0085e', 'a b c d e'],
    ['with overrides of direction', 'a\u202eb\u2066c\u2069\u200fd\u061c', 'abcd'],
    ['with format characters', 'a\u200b\u200d\ufeff\u00adb', 'ab'],
    ['with fillers', 'a\u3164\u115f\u2800b', 'ab'],
    ['with lone surrogates', 'a\ud800b\udc00c', 'abc'],
    ['with white space of all kinds', ' a \t\u00a0\u3000 b ', 'a b'],
    ['with what a decoder put in the place of bytes', 'a\ufffdb', 'ab'],
    ['in UTF-8, read byte by byte', asBytes('Müller/1 李 😀'), 'Müller/1 李 😀'],
    ['an override in UTF-8, read byte by byte', asBytes('a\u202eb'), 'ab'],
    ['in Latin-1', 'M\xfcller/1', 'Müller/1'],
    ['in broken UTF-8', 'a\xe2\x80b\x9b', 'aâb'],
  ])('%s', (_what, header, expected) => expect(toUserAgent(header)).toBe(expected));

  test('has at most 512 code points, and no half of a character', () => {
    expect(toUserAgent('😀'.repeat(600))).toBe('😀'.repeat(MAX_USER_AGENT));
    expect(toUserAgent(`${'x'.repeat(MAX_USER_AGENT - 1)} y`)).toBe('x'.repeat(MAX_USER_AGENT - 1));
    expect(toUserAgent('x'.repeat(10_000_000))).toHaveLength(MAX_USER_AGENT);
  });

  test('is one short line of what shows, whatever was sent', () => {
    const unit = fc.nat(0x10ffff).map((code) => String.fromCodePoint(code));
    const header = fc.oneof(fc.string({ unit }), fc.string({ unit: 'binary' }), fc.string().map(asBytes));
    fc.assert(
      fc.property(header, (text) => {
        const shown = toUserAgent(text);
        expect(shown).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]|^ | $| {2}/u);
        expect(shown.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('an address', () => {
  test.each(['192.0.2.1', '2001:db8::1', '::1', '::ffff:192.0.2.1'])('is kept: %s', (address) =>
    expect(toAddress(address)).toBe(address),
  );

  test('is what Node takes for one, without a zone', () => {
    const parts = fc.array(
      fc.constantFrom('0', '1', '25', '255', '256', '.', ':', '::', 'f', 'FFFF', 'g', '%'),
    );
    const near = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.ipV4Extended(),
      parts.map((each) => each.join('')),
    );
    fc.assert(
      fc.property(near, (text) => {
        expect(toAddress(text) !== '').toBe(isIP(text) > 0 && !text.includes('%'));
      }),
      { numRuns: 5_000 },
    );
  });

  test.each([
    undefined,
    null,
    '',
    'test-invoke-source-ip',
    '192.0.2.1, 203.0.113.9',
    '192.0.2.1\n',
    '192.0.2.256',
    '0192.0.2.1',
    'fe80::1%eth0',
    '<b>192.0.2.1</b>',
  ])('that is none is nothing: %j', (address) => expect(toAddress(address)).toBe(''));
});
