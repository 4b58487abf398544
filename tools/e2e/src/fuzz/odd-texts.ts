// Texts that have broken programs, for wherever a text may stand.
import fc from 'fast-check';

export const ODD_TEXTS: readonly string[] = [
  '',
  ' ',
  '\0',
  '0',
  '-1',
  '1e999',
  'null',
  'undefined',
  'true',
  '[object Object]',
  '__proto__',
  'constructor',
  'toString',
  '$where',
  '$ne',
  '{{',
  '${7*7}',
  "' OR '1'='1",
  '"; DROP TABLE users;--',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '%00',
  '%s%n',
  'ﷺ',
  'İ',
  'ß',
  'K',
  '\u202eabc',
  '\u2028',
  '\ufeff',
  '\u3164',
  '👩‍👩‍👧‍👦',
  'e\u0301'.repeat(50),
  '\u{10ffff}',
  '\ud800',
  '\udfff\ud800',
  'x'.repeat(1025),
  '😀'.repeat(300),
];

/** Any text, the odd ones more often. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...ODD_TEXTS),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

/** Any bytes that a line of a request's head can hold, a character for each. */
export const anyHeadBytes: fc.Arbitrary<string> = fc.oneof(
  anyText.map((text) =>
    Buffer.from(text)
      .toString('latin1')
      .replaceAll(/[\r\n]/g, ''),
  ),
  fc.string({
    unit: fc.integer({ min: 0x80, max: 0xff }).map((code) => String.fromCharCode(code)),
    maxLength: 20,
  }),
);
