import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { KeyError } from './errors.ts';
import { parseSecretKey } from './secret-key.ts';

const weak = (text: string) => new KeyError('secret_weak', `the secret ${text}`);

const LETTERS_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** What a generator of passwords takes beside them: all of ASCII's. */
const MARKS = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** The same numbers below 1 in every run, from a xorshift of 32 bits. */
const randomOf = (seed: number) => {
  let state = seed;
  return (): number => {
    for (const shift of [13, -17, 5]) state ^= shift > 0 ? state << shift : state >>> -shift;
    return (state >>> 0) / 2 ** 32;
  };
};

const textOf = (alphabet: string, length: number, random: () => number): string =>
  Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');

const isAccepted = (text: string): boolean => {
  try {
    return parseSecretKey(text).alg === 'HS256';
  } catch {
    return false;
  }
};

describe('parseSecretKey', () => {
  test('accepts what a generator of random bytes makes, in every usual writing', () => {
    const writings = fc.constantFrom('hex' as const, 'base64' as const, 'base64url' as const);
    const lengths = fc.integer({ min: 32, max: 64 });
    fc.assert(
      fc.property(writings, lengths, (writing, length) => {
        const bytes = Buffer.from(crypto.getRandomValues(new Uint8Array(length)));
        expect(parseSecretKey(bytes.toString(writing))).toMatchObject({ alg: 'HS256', kid: undefined });
      }),
    );
  });

  test.each([
    ['letters, digits and marks', LETTERS_DIGITS + MARKS, 32],
    ['letters and digits', LETTERS_DIGITS, 32],
    ['letters, digits and some marks', `${LETTERS_DIGITS}!@#$%^&*`, 32],
    ['base64 digits', `${LETTERS_DIGITS}+/`, 44],
    ['base64url digits', `${LETTERS_DIGITS}-_`, 43],
    ['hexadecimal digits', '0123456789abcdef', 32],
  ])('accepts every text of a password generator with %s', (_what, alphabet, length) => {
    const random = randomOf(length);
    const refused = Array.from({ length: 20_000 }, () => textOf(alphabet, length, random)).filter(
      (text) => !isAccepted(text),
    );
    expect(refused).toEqual([]);
  });

  test.each([
    'k7Qz-92hXv_LrT4mWbN8cYp3JdGs6FtA',
    '+[(>e/O>##GYgLh!b}P~=*<0*B[pp#bH',
    '~K:5}%"q=|<W)?_8&{;.d>\\]+Z^,x@/4-',
    'prod-secret-5f0c1d9be27a4863f1e05c7d92ab3648',
    '5f0c1d9be27a4863f1e05c7d92ab3648',
    'Жк3Ю-пшЭйц7_Ыщ0ъЛэф9',
  ])('accepts %j', (text) => {
    expect(parseSecretKey(text).alg).toBe('HS256');
  });

  test('counts UTF-8 bytes: 32 to 1,024', () => {
    const short = 'k7Qz-92hXv_LrT4mWbN8cYp3JdGs6Ft';
    expect(() => parseSecretKey(short)).toThrow(weak('must have 32 to 1024 bytes'));
    expect(parseSecretKey(short.replace('-', 'é')).alg).toBe('HS256');
    const long = Array.from({ length: 1024 }, (_, index) => ((index ** 3 + (index >> 3)) % 89) + 33);
    expect(parseSecretKey(String.fromCharCode(...long)).alg).toBe('HS256');
    expect(() => parseSecretKey(`${String.fromCharCode(...long)}x`)).toThrow(
      weak('must have 32 to 1024 bytes'),
    );
    expect(() => parseSecretKey('')).toThrow(weak('must have 32 to 1024 bytes'));
  });

  test.each([
    ['a'.repeat(64), 'must have at least 8 distinct characters'],
    ['abcabdabeabfabgabaabbabcabbabdabfabg', 'must have at least 8 distinct characters'],
    ['0000000000000000000000000000000000000001', 'must have at least 8 distinct characters'],
    ['k7Qz92hX'.repeat(4), 'must not repeat one unit'],
    ['k7Qz92hXvLr'.repeat(3), 'must not repeat one unit'],
    ['k7Qz92hXvLrT4mWbN8cYk7Qz92hXvLrT4mWbN8cY', 'must not repeat one unit'],
    ['secretsecretxyzsecretsecretxyzsecretsec', 'must not repeat one unit'],
    ['abcdefghijklmnopqrstuvwxyz0123456789', 'must not be a sequence'],
    ['zyxwvutsrqponmlkjihgfedcba9876543210', 'must not be a sequence'],
    ['aabbccddeeffgghhiijjkkllmmnnooppqq', 'must not be a sequence'],
    ['your-256-bit-secret-your-256-bit-key', 'must not be made of well-known words'],
    ['a-string-secret-at-least-256-bits-long', 'must not be made of well-known words'],
    ['changeme-changeme-please-changeme!', 'must not be made of well-known words'],
    ['CHANGE_ME_SUPER_SECRET_PASSWORD_123', 'must not be made of well-known words'],
    ['this-should-be-a-very-long-random-string', 'must not be made of well-known words'],
    ['qwertyuiopasdfghjklzxcvbnmqwerty12', 'must not be made of well-known words'],
    ['zxcvbnm-k7Qz92hXvLrT4mW-zxcvbnm!', 'must not be made of well-known words'],
    ['deadbeef-k7Qz92hXvLrT4mW-deadbeef', 'must not be made of well-known words'],
    ['cafebabe-k7Qz92hXvLrT4mW-cafebabe', 'must not be made of well-known words'],
    ['gatehouse-development-secret-key-32-bytes', 'must not be made of well-known words'],
    ['!"§$%&/()=?*+~#-_.:,;<>|^°{[]}!"§$%!', 'must not be made of well-known words'],
    ['!"§$%&/()=?*+~#-_.:,;<>|^°{[]}123§$%!', 'must not be made of well-known words'],
    ['~p@a$s!s^w&o*r(d)-_=+[{]};:,<.>/?~`|', 'must not be made of well-known words'],
    ['-=[s.u.p.e.r]=-{s.e.c.r.e.t}:(k.e.y)', 'must not be made of well-known words'],
    [`k7Qz-92hXv_LrT4mWbN8cYp3JdGs6F\ud800t`, 'must be well-formed text'],
  ])('refuses %j', (text, rule) => {
    expect(() => parseSecretKey(text)).toThrow(weak(rule));
  });

  test('lets half of the characters follow the alphabet, and no more', () => {
    const half = 'abcdefghijklmnopq' + 'k7Qz92hXvLr4TmW';
    expect(parseSecretKey(half).alg).toBe('HS256');
    expect(() => parseSecretKey(half.replace('qk', 'qr'))).toThrow(weak('must not be a sequence'));
  });

  test('asks for sixteen letters and digits beside the well-known words', () => {
    const sixteen = 'secret-secret-key-k7Qz92hXvLrT4mWb';
    expect(parseSecretKey(sixteen).alg).toBe('HS256');
    expect(() => parseSecretKey(sixteen.replace('T', '_'))).toThrow(
      weak('must not be made of well-known words'),
    );
  });

  test('never quotes the secret', () => {
    const message = (() => {
      try {
        parseSecretKey('hunter2hunter2hunter2hunter2hunter2');
        return '';
      } catch (error) {
        return String(error);
      }
    })();
    expect(message).toContain('secret_weak');
    expect(message).not.toContain('hunter2');
  });
});
