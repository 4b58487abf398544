import { describe, expect, test } from '@jest/globals';
import { checkNewPassword } from '../rules.ts';

const COMMON =
  'must not be a common password, a sequence or a repetition, or one of these with a little added';
const OWN = 'must not be made of your name or email';

const ada = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada.king@byron.example.org' };

const check = (password: string, { minLength = 15, owner = {} } = {}): Promise<readonly string[]> =>
  checkNewPassword(password, { minLength, owner });

/** As many different code points of four bytes each. */
const astral = (length: number): string =>
  String.fromCodePoint(...Array.from({ length }, (_, at) => 0x1f400 + at));

const tooLong = ['must have at most 256 characters', 'must have at most 1024 bytes'];

describe('a new password', () => {
  test.each([
    ['15 letters', 'qmwnebrvtcyxuzi'],
    ['four words', 'correct horse battery staple'],
    ['a blank at either end', ' seven quiet rivers '],
    ['15 emoji, which are 30 UTF-16 units', astral(15)],
    ['256 letters', 'p'.repeat(256)],
    ['256 code points of four bytes', astral(256)],
  ])('may be %s', async (_, password) => {
    expect(await check(password)).toEqual([]);
  });

  test.each([
    ['14 letters', 'qmwnebrvtcyxuz', ['must have at least 15 characters']],
    ['14 emoji', astral(14), ['must have at least 15 characters']],
    ['257 letters', 'p'.repeat(257), ['must have at most 256 characters']],
    ['what is far too long, which nothing else is asked of', 'ab'.repeat(8000), tooLong],
    ['257 emoji', astral(257), tooLong],
    ['text with a lone surrogate', 'seven quiet rivers\ud800', ['must be well-formed Unicode']],
    ['nothing', '', ['must have at least 15 characters']],
  ])('may not be %s', async (_, password, broken) => {
    expect(await check(password)).toEqual(broken);
  });

  test('is as long as the operator wants', async () => {
    expect(await check('kq8vxw2z', { minLength: 8 })).toEqual([]);
    expect(await check('kq8vxw2', { minLength: 8 })).toEqual(['must have at least 8 characters']);
  });

  test('is told all the rules that it breaks at once', async () => {
    const owner = { lastName: 'Dragon' };
    expect(await check('Dragon1234567890', { owner })).toEqual([COMMON, OWN]);
    expect(await check('Dragonfly', { owner })).toEqual(['must have at least 15 characters', OWN]);
  });

  test('that is too short is not called common as well', async () => {
    expect(await check('password')).toEqual(['must have at least 15 characters']);
    expect(await check('too short')).toEqual(['must have at least 15 characters']);
  });
});

describe('a common password', () => {
  test.each([
    'password',
    'sunshine',
    'PASSWORD1',
    'administrator',
    'princess1',
    'qwertyuiop12345',
    'zqjphsyf6ctifgu',
    '6215mila6215',
    'Gatehouse',
  ])('is refused, in any letter case: %s', async (password) => {
    expect(await check(password, { minLength: 8 })).toEqual([COMMON]);
  });

  test.each([
    ['twice', 'passwordpassword'],
    ['as the name of the service', 'gatehouse-gatehouse-2026'],
    ['once and a half', 'passwordpasswor'],
    ['again and again, the last time not in full', 'monkeymonkeymon'],
    ['with digits behind', 'sunshine1984032'],
    ['with the same sign behind', 'sunshine!!!!!!!!'],
    ['with digits before and signs behind', '2026password!!?'],
    ['with a sequence behind', 'dragon123456789'],
    ['with digits between each', 'monkey1monkey2monkey3'],
    ['spelled with signs', 'P@ssw0rd2026!!!'],
    ['spelled with other signs', 'Pa5$w0rd-2026!?'],
    ['spelled with digits', 'adm1n157r4t0r.2026'],
    ['spelled with a call', 'm!dn!ght--27182'],
    ['spelled with a three', 'w3lcom3-w3lcom3'],
    ['spelled with a four', 'dr4gon-dr4gon-d'],
    ['spelled with a dollar', 'ju$tin-ju$tin-j'],
    ['with several digits before it', '27182p@ssw0rd16'],
    ['in wide letters', 'ｐａｓｓｗｏｒｄｐａｓｓｗｏｒｄ'],
    ['with accents', 'pässwörd1234567'],
  ])('is refused when it is stretched: %s', async (_, password) => {
    expect(await check(password)).toEqual([COMMON]);
  });

  test('may be in a password that has eight other characters, or other letters', async () => {
    expect(await check('sunshine27182818')).toEqual([]);
    expect(await check('sunshine2718281')).toEqual([COMMON]);
    expect(await check('k9Xlove$', { minLength: 8 })).toEqual([]);
  });
});

describe('a stretch that anyone would try', () => {
  test.each([
    ['one character', 'aaaaaaaaaaaaaaa'],
    ['blanks', ' '.repeat(15)],
    ['one emoji', '🙂'.repeat(64)],
    ['a part that is repeated', 'xK7!xK7!xK7!xK7!'],
    ['digits in order', '123456789012345'],
    ['digits in order, backwards', '987654321098765'],
    ['digits in order, each twice', '112233445566778'],
    ['the alphabet', 'abcdefghijklmno'],
    ['the alphabet, backwards', 'zyxwvutsrqponml'],
    ['rows of a keyboard', 'qwertyuiopasdfghjkl'],
    ['rows of other keyboards', 'qwertzuiopazertyuiop'],
    ['a row with its shift key', '!@#$%^&*()!@#$%^&*()'],
    ['columns of a keyboard', '1qaz2wsx3edc4rfv'],
    ['two rows at once', '1q2w3e4r5t6y7u8i'],
    ['several of them', 'qwerty7abcd7777!1234'],
  ])('is refused: %s', async (_, password) => {
    expect(await check(password)).toEqual([COMMON]);
  });

  test('takes four characters: three neighbours are in many words', async () => {
    expect(await check('abc-rst-def-ghi', { minLength: 8 })).toEqual([]);
    expect(await check('abcd-rstu-defg-hijk', { minLength: 8 })).toEqual([COMMON]);
  });

  test('is looked for in what people type, up to 64 characters', async () => {
    expect(await check('x'.repeat(64))).toEqual([COMMON]);
    expect(await check('x'.repeat(65))).toEqual([]);
  });
});

describe('the owner’s own words', () => {
  test.each([
    ['the email', 'ada.king@byron.example.org'],
    ['both names', 'Lovelace Ada Lovelace'],
    ['a name and digits', 'LOVELACE1815!ada'],
    ['names and a sequence', 'ada-king-12345678'],
    ['parts of the email', 'king.byron.king'],
    ['the email, as often as there is room', 'ada.king@byron.example.org'.repeat(10).slice(0, 256)],
    ['the domain without its last label', 'byron.example:1815'],
  ])('are refused: %s', async (_, password) => {
    expect(await check(password, { owner: ada })).toEqual([OWN]);
    expect(await check(password)).toEqual([]);
  });

  test('are not looked for in what is too long', async () => {
    expect(await check('ada.king@byron.example.org'.repeat(10), { owner: ada })).toEqual([
      'must have at most 256 characters',
    ]);
  });

  test.each([
    ['with eight other characters', 'ada-kq8vxw2zlovelace'],
    ['as words among others', 'the king of byron wrote no letter to ada'],
    ['as the part of a word', 'adamant kings and byronic lads'],
  ])('may be in a password %s', async (_, password) => {
    expect(await check(password, { owner: ada })).toEqual([]);
  });

  test.each([
    ['José', 'JOSE-JOSE-josé-1'],
    ['Müller-Lüdenscheidt', 'lüdenscheidt.müller'],
    ['Müller-Lüdenscheidt', 'Müller-Lu\u0308denscheidt'],
    ['王小明', '王小明-王小明-王小明'],
  ])('are compared without case, accents and composition: %s', async (lastName, password) => {
    expect(await check(password, { owner: { lastName } })).toContain(OWN);
  });

  test('of one or two letters do not count, since they are in many words', async () => {
    const owner = { firstName: 'Al', lastName: 'O', email: 'al@o.example' };
    expect(await check('alalal', { minLength: 8, owner })).not.toContain(OWN);
    expect(await check('algalloal', { minLength: 8, owner })).toEqual([]);
  });

  test('do not count the last label of a domain, which is nobody’s own', async () => {
    expect(await check('comcom78', { minLength: 8, owner: { email: 'a@b.com' } })).toEqual([]);
  });
});
