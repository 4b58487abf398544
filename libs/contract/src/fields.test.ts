import { describe, expect, test } from '@jest/globals';
import { transpileSchema } from '@middy/validator/transpile';
import type { TSchema } from 'typebox';
import { Email, Id, LoginPassword, PersonName } from './fields.ts';
import { isPersonName } from './person-name.ts';

const fits = (schema: TSchema): ((value: unknown) => boolean) =>
  transpileSchema(schema, { coerceTypes: false }) as unknown as (value: unknown) => boolean;

/** All of Unicode, lone surrogates too, each as a text. */
const everyCodePoint = (): string[] =>
  Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code));

describe('a name', () => {
  const isNameToSchema = fits(PersonName);
  /** Whoever takes names from elsewhere holds them to the same. */
  const isName = (name: unknown): boolean => {
    const verdict = isPersonName(name);
    if (verdict !== isNameToSchema(name))
      throw new Error(`the schema takes ${JSON.stringify(name)} otherwise`);
    return verdict;
  };

  test.each([
    'Ada',
    "O'Neill",
    'José María',
    '李',
    '🙂',
    'محمد',
    'नेहा',
    'a'.repeat(100),
    '𝒜'.repeat(100),
    'Ann\u200dMarie',
    '❤\ufe0f',
    'ㅤ김',
    '⠓⠑⠇',
  ])('%j is one', (name) => expect(isName(name)).toBe(true));

  test.each([
    ['nothing', ''],
    ['only white space', ' \u00a0\u3000'],
    ['only characters that do not show', '\u200b\u200d'],
    ['only a Hangul filler', '\u3164'],
    ['only the two fillers of a syllable', '\u115f\u1160'],
    ['only the blank of braille, and a blank', '\u2800 \u2800'],
    ['only selectors of variants', '\ufe0f\u{e0100}'],
    ['only invisible things of every kind', ' \u3164\u2800\u00ad\u034f\u200b'],
    ['a line break', 'Ada\nLovelace'],
    ['a line separator', 'Ada\u2028'],
    ['NUL', 'Ada\0'],
    ['an escape sequence', '\u001b[31mAda'],
    ['a C1 control', 'Ada\u0085'],
    ['a bidi override', 'Ada\u202egnp.exe'],
    ['a bidi isolate', '\u2066Ada\u2069'],
    ['a lone surrogate', 'Ada\ud800'],
    ['101 code points', 'a'.repeat(101)],
    ['a number', 7],
  ])('%s is none', (_, name) => expect(isName(name)).toBe(false));

  const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Cc}\p{Cf}\u2800]/u;

  test('is no character that does not show, alone or among its kind, of all in Unicode', () => {
    const invisible = everyCodePoint().filter((character) => INVISIBLE.test(character));
    expect(invisible.length).toBeGreaterThan(4_000);
    expect(invisible.filter((character) => isName(character) || isName(` ${character}\u3164`))).toEqual([]);
  });

  test('is any other character that Unicode assigns, alone', () => {
    const visible = everyCodePoint().filter(
      (character) => !INVISIBLE.test(character) && !/[\p{C}\p{Zl}\p{Zp}]/u.test(character),
    );
    expect(visible.length).toBeGreaterThan(100_000);
    expect(visible.filter((character) => !isName(character))).toEqual([]);
  });
});

describe('an email', () => {
  const isEmail = fits(Email);

  test.each(['ada@example.com', 'Ada.Lovelace+x@Example.COM', `a@${'b.'.repeat(20)}example`])(
    '%s is one',
    (email) => expect(isEmail(email)).toBe(true),
  );

  test.each([
    '',
    'ada',
    'ada@',
    '@example.com',
    'a da@example.com',
    'ada@example.com\n',
    `${'a'.repeat(250)}@b.example`,
  ])('%j is none', (email) => expect(isEmail(email)).toBe(false));

  test('is ASCII that shows, in every part: no other character of Unicode stands in one', () => {
    const others = everyCodePoint().filter((character) => !/[!-~]/.test(character));
    const places = [(x: string) => `a${x}b@example.com`, (x: string) => `ada@exa${x}mple.com`];
    const taken = others.filter((character) => places.some((place) => isEmail(place(character))));
    expect(taken).toEqual([]);
  });
});

describe('an id', () => {
  const isId = fits(Id);

  test.each([
    ['a', true],
    ['A-b_9', true],
    ['a'.repeat(64), true],
    ['', false],
    ['a'.repeat(65), false],
    ['a b', false],
    ['a\n', false],
    ['é', false],
  ])('%j: %s', (id, expected) => expect(isId(id)).toBe(expected));
});

describe('a password at login', () => {
  const isPassword = fits(LoginPassword);

  test.each([
    [' ', true],
    ['p'.repeat(1024), true],
    ['', false],
    ['p'.repeat(1025), false],
  ])('%#: %s', (password, expected) => expect(isPassword(password)).toBe(expected));
});
