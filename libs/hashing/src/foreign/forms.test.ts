import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createPasswordHasher } from '../index.ts';
import { ARGON2, FOREIGN, LONG, PASSWORD, type Sample } from '../testing/samples.ts';

const hasher = createPasswordHasher({ memoryKiB: 64, passes: 2, lanes: 1 });
const hashOf = (kind: string): string => FOREIGN.find(([each]) => each === kind)![1];
const codeOf = (hash: string): Promise<string> =>
  hasher.verify(PASSWORD, hash).then(String, (error: { readonly code: string }) => error.code);

describe.each<Sample>([...FOREIGN, ...ARGON2])(
  'a hash of the kind %s',
  (_kind, hash, password = PASSWORD) => {
    test('is of its own password and of no other', async () => {
      expect(await hasher.verify(password, hash)).toBe(true);
      for (const other of [password.slice(1), `x${password}`, password.toUpperCase(), '', '\ud800'])
        expect(await hasher.verify(other, hash)).toBe(false);
    });

    test('is replaced by ours', async () => {
      expect(hasher.needsRehash(hash)).toBe(true);
      const ours = await hasher.rehash(password, hash);
      expect(ours).toMatch(/^\$argon2id\$v=19\$m=64,t=2,p=[12]\$/);
      expect([await hasher.verify(password, ours), hasher.needsRehash(ours)]).toEqual([true, false]);
    });
  },
);

describe('bcrypt', () => {
  test.each([
    ['a 73rd byte counts for nothing', LONG, '$2b$04$.aNzeHd.IFHNTXHOWgWvjuXcfNm6p7RHSFTfF1MV2mJ/s8We4xtT.'],
    ['so in UTF-8', `${'é'.repeat(36)}x`, '$2b$04$hfcYmHa/6UKrZ8n1WNBAWuu3ZZREqxYQ3/q5xYKfSH5nALQWD00j2'],
    [
      'also where it cuts a character in two',
      `x${'é'.repeat(36)}`,
      '$2b$04$KvbU.d06YrNGIhb1zxOOtO8SuTReIm/1Qf/HAUId7RzMW7PD/brx.',
    ],
  ])('takes 72 bytes, as its writers do: %s', async (_how, password, hash) => {
    const bytes = Buffer.from(password);
    expect(await hasher.verify(password, hash)).toBe(true);
    expect(await hasher.verify(`${password} and more`, hash)).toBe(true);
    expect(await hasher.verify(bytes.subarray(0, 71).toString(), hash)).toBe(false);
    expect(await hasher.verify(`q${password.slice(1)}`, hash)).toBe(false);
  });

  test('over a digest takes all of a long password', async () => {
    for (const kind of FOREIGN.filter(([name]) => /sha256.*72 bytes/.test(name)))
      expect(await hasher.verify(`${LONG.slice(0, -1)}y`, kind[1])).toBe(false);
  });

  test('reads past the bits of a salt that count for nothing', async () => {
    const hash = hashOf('$2b$ by bcrypt');
    const at = '$2b$04$'.length + 21;
    expect(hash.charAt(at)).toBe('u');
    expect(await hasher.verify(PASSWORD, `${hash.slice(0, at)}v${hash.slice(at + 1)}`)).toBe(true);
  });
});

const PBKDF2 = hashOf('$pbkdf2-sha256$ by passlib');
const SCRYPT = hashOf('$scrypt$ by passlib');

describe('a foreign hash that asks for too much is refused without work:', () => {
  const idle = createPasswordHasher({
    ...{ memoryKiB: 64, passes: 2, lanes: 1 },
    gate: { run: () => Promise.reject(new Error('worked')) },
  });

  const bcrypt = hashOf('$2b$ by bcrypt');
  test.each([
    ['a cost of 15', bcrypt.replace('$04$', '$15$')],
    ['a cost of 31', bcrypt.replace('$04$', '$31$')],
    ['a cost of 3', bcrypt.replace('$04$', '$03$')],
    ['a cost of 15 over a digest', hashOf('bcrypt_sha256$ by Django').replace('$04$', '$15$')],
    ['4,000,001 rounds', PBKDF2.replace('$1000$', '$4000001$')],
    [
      'rounds for each part of a long tag',
      hashOf('$pbkdf2-sha512$ by passlib').replace('sha512$1000', 'sha256$2000001'),
    ],
    ['512 MiB of memory', SCRYPT.replace('ln=10', 'ln=19')],
    ['256 MiB three times', SCRYPT.replace('ln=10,r=8,p=1', 'ln=18,r=8,p=3')],
    ['a cost of 2^99', SCRYPT.replace('ln=10', 'ln=99')],
    ['great blocks', SCRYPT.replace('r=8', 'r=999999999')],
    ['many lanes', SCRYPT.replace('p=1', 'p=999999999')],
    ['the same of Django', hashOf('scrypt$ as Django writes it').replace('$1024$', '$524288$')],
    ['the same of Werkzeug', hashOf('scrypt: as Werkzeug writes it').replace(':1024:', ':524288:')],
    ['the same of Firebase', hashOf('$fbscrypt$, of more than ASCII').replace('n=10', 'n=19')],
    ['a salt of more than a kibibyte', PBKDF2.replace(/\$1000\$[^$]*/, `$1000$${'A'.repeat(1368)}`)],
    ['a tag of more than half a kibibyte', PBKDF2.replace(/[^$]*$/, 'A'.repeat(684))],
    ['a tag that is every other password’s too', PBKDF2.replace(/[^$]*$/, 'A'.repeat(20))],
    ['another digest', PBKDF2.replace('sha256', 'md5')],
    ['a digest that every object has', PBKDF2.replace('sha256', 'constructor')],
  ])('%s', async (_what, hash) => {
    await expect(idle.verify(PASSWORD, hash)).rejects.toMatchObject({ code: 'unsupported_hash' });
  });

  test.each([
    ['4,000,000 rounds', PBKDF2.replace('$1000$', '$4000000$')],
    ['a long tag', hashOf('$pbkdf2-sha512$ by passlib').replace('sha512$1000', 'sha256$2000000')],
    ['256 MiB twice', SCRYPT.replace('ln=10,r=8,p=1', 'ln=18,r=8,p=2')],
    ['a cost of 14', bcrypt.replace('$04$', '$14$')],
    ['the longest salt', PBKDF2.replace(/\$1000\$[^$]*/, `$1000$${'A'.repeat(1364)}AA`)],
    ['the longest tag', PBKDF2.replace(/[^$]*$/, `${'A'.repeat(680)}AAA`)],
    ['the shortest tag', PBKDF2.replace(/[^$]*$/, 'A'.repeat(22))],
  ])('not %s', async (_what, hash) => {
    await expect(idle.verify(PASSWORD, hash)).rejects.toThrow('worked');
  });
});

describe('a foreign hash that is none is refused:', () => {
  test.each([
    ['no rounds', PBKDF2.replace('$1000$', '$0$')],
    [
      'a length that the tag has not',
      hashOf('$pbkdf2-sha256$i=,l= as Auth0 takes it').replace('l=32', 'l=31'),
    ],
    ['a cost that is no power of two', hashOf('scrypt$ as Django writes it').replace('$1024$', '$1023$')],
    ['a cost of one', SCRYPT.replace('ln=10', 'ln=0')],
    ['no blocks', SCRYPT.replace('r=8', 'r=0')],
    ['no lanes', SCRYPT.replace('p=1', 'p=0')],
    ['base64 that is not canonical', PBKDF2.replace(/.$/, 'J')],
    ['bcrypt’s revision x', `$2b$04$${'_'.repeat(53)}`],
    ['something behind it', `${PBKDF2}\n`],
    ['the beginning alone', '$2b$'],
  ])('%s', async (_what, hash) => {
    expect(await codeOf(hash)).toBe('malformed_hash');
  });

  test('bcrypt’s revision x is none of these', async () => {
    expect(await codeOf(hashOf('$2b$ by bcrypt').replace('$2b$', '$2x$'))).toBe('malformed_hash');
  });

  test('whatever a text is cut to or changed into, it is refused, or no password is its', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...FOREIGN.filter(([kind]) => !/\$2b\$10|Firebase’s|tests/.test(kind))),
        fc.nat(200),
        fc.constantFrom('', '$', ',', '=', '0', 'A', '\0', '\n', ':', '🙂'),
        fc.nat(2),
        async ([, hash], at, put, taken) => {
          const text = hash.slice(0, at % hash.length) + put + hash.slice((at % hash.length) + taken);
          expect(['true', 'false', 'malformed_hash', 'unsupported_hash']).toContain(await codeOf(text));
        },
      ),
      { numRuns: 150 },
    ));
});
