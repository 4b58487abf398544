import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { digestOfRecoveryCode, makeRecoveryCodes } from './recovery-codes.ts';
import { countingBytes, sha256 } from './testing/samples.ts';

test('there are ten recovery codes, five groups of five of Crockford’s base32 each', () => {
  const { codes, digests } = makeRecoveryCodes();
  expect(codes).toHaveLength(10);
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){4}$/);
  expect(digests).toEqual(codes.map((code) => sha256(code.replaceAll('-', ''))));
});

test('each character has five of the random bits', () => {
  const { codes } = makeRecoveryCodes(countingBytes());
  expect(codes.slice(0, 2)).toEqual(['01234-56789-ABCDE-FGHJK-MNPQR', 'STVWX-YZ012-34567-89ABC-DEFGH']);
});

const [CODE = ''] = makeRecoveryCodes(countingBytes()).codes;
const DIGEST = sha256('0123456789ABCDEFGHJKMNPQR');

test.each([
  ['as it was shown', CODE],
  ['in lower case', CODE.toLowerCase()],
  ['without its hyphens', CODE.replaceAll('-', '')],
  ['with blanks and line breaks', ` ${CODE.replaceAll('-', ' \t\n')} `],
  ['with hyphens elsewhere', `-${CODE.replaceAll('-', '').split('').join('-')}--`],
  ['with what looks like its digits', CODE.replace('0', 'o').replace('1', 'l')],
  ['with other letters that look like its digits', CODE.replace('0', 'O').replace('1', 'I')],
])('a code is read %s', (_how, typed) => {
  expect(digestOfRecoveryCode(typed)).toBe(DIGEST);
});

test.each([
  ['one character less', CODE.slice(0, -1)],
  ['one character more', `${CODE}0`],
  ['a letter that is none of base32', CODE.replace('A', 'U')],
  ['nothing', ''],
  ['six digits', '123456'],
])('a text with %s is no code', (_what, typed) => {
  expect(digestOfRecoveryCode(typed)).toBeNull();
});

test('whatever is typed is read or refused, and a code is read in any letter case', () => {
  fc.assert(
    fc.property(fc.string(), (typed) => {
      const digest = digestOfRecoveryCode(typed);
      expect(digest === null || digest.length === 43).toBe(true);
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 25, maxLength: 25 }), fc.boolean(), (bytes, lower) => {
      const { codes, digests } = makeRecoveryCodes(() => bytes);
      const typed = lower ? codes[0]!.toLowerCase() : codes[0]!;
      expect(digestOfRecoveryCode(typed)).toBe(digests[0]);
    }),
  );
});
