import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createPasswordHasher } from '../index.ts';
// Loaded with this file, so that mutation testing asks all tests of it for what a kind does while it is loaded.
import './bcrypt.ts';
import './bcrypt-sha256.ts';
import './django-pbkdf2.ts';
import './django-scrypt.ts';
import './firebase.ts';
import './phc-pbkdf2.ts';
import './phc-scrypt.ts';
import './werkzeug-pbkdf2.ts';
import './werkzeug-scrypt.ts';
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

test('within the bounds all parameters of Argon2 are the native module’s too', () =>
  fc.assert(
    fc.asyncProperty(
      fc.constantFrom('argon2id', 'argon2i', 'argon2d'),
      fc.constantFrom('', '$v=16', '$v=19'),
      fc.integer({ min: 8, max: 64 }),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 8 }),
      fc.uint8Array({ minLength: 7, maxLength: 65 }),
      fc.uint8Array({ minLength: 15, maxLength: 65 }),
      async (algorithm, version, memory, passes, lanes, salt, tag) => {
        const [salted, tagged] = [salt, tag].map((bytes) =>
          Buffer.from(bytes).toString('base64').replace(/=+$/, ''),
        );
        const code = await codeOf(
          `$${algorithm}${version}$m=${memory},t=${passes},p=${lanes}$${salted}$${tagged}`,
        );
        expect(['false', 'unsupported_hash']).toContain(code);
      },
    ),
    { numRuns: 60 },
  ));

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
  const bcryptSha256 = hashOf('$bcrypt-sha256$v=2 by passlib');
  const sha512 = hashOf('$pbkdf2-sha512$ by passlib');
  const firebase = hashOf('$fbscrypt$, of more than ASCII');
  const longSalt = 'A'.repeat(1368);
  test.each([
    ['the cost', 'a cost of 15', bcrypt.replace('$04$', '$15$')],
    ['the cost', 'a cost of 31', bcrypt.replace('$04$', '$31$')],
    ['the cost', 'a cost of 3', bcrypt.replace('$04$', '$03$')],
    ['the cost', 'a cost of 15 over a digest', bcryptSha256.replace('r=4', 'r=15')],
    ['the cost', 'that of Django', hashOf('bcrypt_sha256$ by Django').replace('$04$', '$15$')],
    ['the rounds', '4,000,001 rounds', PBKDF2.replace('$1000$', '$4000001$')],
    ['the rounds', 'rounds for both halves of a tag', sha512.replace('sha512$1000', 'sha256$2000001')],
    [
      'the rounds',
      'rounds for a byte more',
      PBKDF2.replace(/1000(.*\$)[^$]*$/, `2000001$1${'A'.repeat(44)}`),
    ],
    ['the memory', '512 MiB of memory', SCRYPT.replace('ln=10', 'ln=19')],
    ['the memory', '257 MiB, and so many lanes', SCRYPT.replace('ln=10,r=8,p=1', 'ln=1,r=1,p=2129917')],
    ['the work', '256 MiB three times', SCRYPT.replace('ln=10,r=8,p=1', 'ln=18,r=8,p=3')],
    ['the work', '260 MiB of lanes', SCRYPT.replace('ln=10,r=8,p=1', 'ln=15,r=1,p=2097150')],
    ['the memory', 'a lane more', SCRYPT.replace('ln=10,r=8,p=1', 'ln=15,r=1,p=2097151')],
    ['the memory', 'a cost of 2^99', SCRYPT.replace('ln=10,r=8', 'ln=99,r=64')],
    ['the cost', 'more than blocks of one allow', SCRYPT.replace('ln=10,r=8', 'ln=16,r=1')],
    ['the memory', 'great blocks', SCRYPT.replace('r=8', 'r=999999999')],
    ['the memory', 'many lanes', SCRYPT.replace('p=1', 'p=999999999')],
    ['the memory', 'that of Django', hashOf('scrypt$ as Django writes it').replace('$1024$', '$524288$')],
    ['the memory', 'that of Werkzeug', hashOf('scrypt: as Werkzeug writes it').replace(':1024:', ':524288:')],
    ['the memory', 'that of Firebase', firebase.replace('n=10', 'n=19')],
    ['the length of the salt', 'a great salt', PBKDF2.replace(/\$1000\$[^$]*/, `$1000$${longSalt}`)],
    ['the length of the salt', 'one of scrypt', SCRYPT.replace(/p=1\$[^$]*/, `p=1$${longSalt}`)],
    ['the length of the salt', 'one of Firebase', firebase.replace('$42xEC+ixf3L2lw==$', `$${longSalt}$`)],
    ['the length of the tag', 'a great tag', PBKDF2.replace(/[^$]*$/, 'A'.repeat(684))],
    ['the length of the tag', 'one that is others’ too', PBKDF2.replace(/[^$]*$/, 'A'.repeat(20))],
    ['the length of the tag', 'one of scrypt', SCRYPT.replace(/[^$]*$/, 'A'.repeat(20))],
    ['the length of the tag', 'one of Firebase', firebase.replace(/[^$]*$/, 'A'.repeat(20))],
    ['the digest', 'another digest', PBKDF2.replace('sha256', 'md5')],
    ['the digest', 'a digest that every object has', PBKDF2.replace('sha256', 'constructor')],
  ])('%s, for %s', async (what, _which, hash) => {
    await expect(idle.verify(PASSWORD, hash)).rejects.toMatchObject({
      code: 'unsupported_hash',
      message: `${what} of the password hash is not supported`,
    });
  });

  test.each([
    ['4,000,000 rounds', PBKDF2.replace('$1000$', '$4000000$')],
    ['one round', PBKDF2.replace('$1000$', '$1$')],
    ['a tag of two digests', sha512.replace('sha512$1000', 'sha256$2000000')],
    ['256 MiB twice', SCRYPT.replace('ln=10,r=8,p=1', 'ln=18,r=8,p=2')],
    ['blocks and lanes of two digits', SCRYPT.replace('r=8,p=1', 'r=16,p=10')],
    ['the same of Django', hashOf('scrypt$ as Django writes it').replace('$8$1$', '$16$10$')],
    ['the same of Werkzeug', hashOf('scrypt: as Werkzeug writes it').replace(':8:1$', ':16:10$')],
    ['the same of Firebase', firebase.replace('r=8,p=1', 'r=16,p=10')],
    [
      'the same of Firebase, in the other form',
      hashOf('$firescrypt$, of Firebase’s own example').replace('r=8,p=1', 'r=16,p=10'),
    ],
    ['the least cost', SCRYPT.replace('ln=10', 'ln=1')],
    ['the greatest cost of blocks of one', SCRYPT.replace('ln=10,r=8', 'ln=15,r=1')],
    ['a cost of 14', bcrypt.replace('$04$', '$14$')],
    ['a cost of 14 over a digest', bcryptSha256.replace('r=4', 'r=14')],
    ['the longest salt', PBKDF2.replace(/\$1000\$[^$]*/, `$1000$${'A'.repeat(1364)}AA`)],
    ['the longest tag', PBKDF2.replace(/[^$]*$/, `${'A'.repeat(680)}AAA`)],
    ['the shortest tag', PBKDF2.replace(/[^$]*$/, 'A'.repeat(22))],
    ['base64 of Django without its padding', hashOf('pbkdf2_sha256$ by Django').replace(/=$/, '')],
    [
      'base64 of Django with two of them',
      hashOf('pbkdf2_sha256$ by Django').replace(/[^$]*$/, `${'A'.repeat(22)}==`),
    ],
  ])('not %s', async (_what, hash) => {
    await expect(idle.verify(PASSWORD, hash)).rejects.toThrow('worked');
  });

  test('but within the bounds all parameters of scrypt are Node’s too', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 17 }),
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: 0, max: 5 }),
        async (logCost, blockSize, lanes) => {
          const hash = SCRYPT.replace('ln=10,r=8,p=1', `ln=${logCost},r=${blockSize},p=${lanes}`);
          expect(['false', 'malformed_hash', 'unsupported_hash']).toContain(await codeOf(hash));
        },
      ),
      { numRuns: 40 },
    ));
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
    ['a letter that bcrypt has not', hashOf('$2b$ by bcrypt').replace(/.$/, '_')],
    ['half a byte', hashOf('scrypt: as Werkzeug writes it').replace(/.$/, '')],
    ['half a byte of PBKDF2', hashOf('pbkdf2:sha256 by Werkzeug').replace(/.$/, '')],
    ['the beginning alone', '$2b$'],
  ])('%s', async (_what, hash) => {
    expect(await codeOf(hash)).toBe('malformed_hash');
  });

  test.each(FOREIGN)('%s, with something before or behind it', async (_kind, hash) => {
    const beginning = /^\$?[a-z0-9-]+[$:_]/.exec(hash)![0];
    for (const other of [`${hash}\n`, `${hash}$`, `${beginning}${hash}`])
      expect(await codeOf(other)).toBe('malformed_hash');
  });

  test('a number with zeros before it is no other number', async () => {
    expect(await codeOf(hashOf('$bcrypt-sha256$v=2 by passlib').replace('r=4', 'r=004'))).toBe('true');
    expect(await codeOf(SCRYPT.replace('ln=10', 'ln=00010'))).toBe('true');
  });

  test('a signer key that is shorter or longer than the tag makes no such tag', async () => {
    const firebase = hashOf('$fbscrypt$, of more than ASCII');
    expect(await codeOf(firebase.replace(/[^$]*$/, `${'A'.repeat(43)}=`))).toBe('false');
    expect(await codeOf(firebase.replace(/sk=[^$]*/, 'sk=AAAA'))).toBe('false');
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
