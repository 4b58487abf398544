import { describe, expect, test } from '@jest/globals';
import { FactorKeyError, parseFactorKeys } from './factor-keys.ts';
import { createSecretSealer } from './sealed-secrets.ts';

const text = (byte: number, size = 32): string => Buffer.alloc(size, byte).toString('base64');
const [OLD, NEW] = [`v1:${text(1)}`, `v2:${text(2)}`];
const sealerOf = (keys: string) => createSecretSealer(parseFactorKeys(keys));
const SECRET = Buffer.from('12345678901234567890');

describe('a sealed secret', () => {
  test('opens for its account, and names the version of its key', () => {
    const sealed = sealerOf(OLD).seal(SECRET, 'ada');
    expect(sealed).toMatch(/^v1\.[\w-]{64}$/);
    expect(sealerOf(OLD).open(sealed, 'ada')).toEqual(SECRET);
  });

  test('is another text each time, of which nothing of the secret can be seen', () => {
    const sealer = sealerOf(OLD);
    const [one, two] = [sealer.seal(SECRET, 'ada'), sealer.seal(SECRET, 'ada')];
    expect(one).not.toBe(two);
    expect(Buffer.from(one, 'base64url').includes(SECRET.subarray(0, 4))).toBe(false);
  });

  test('does not open for another account, by another key of the version, nor changed in any byte', () => {
    const sealed = sealerOf(OLD).seal(SECRET, 'ada');
    const refusal = 'the key of version v1 does not open it';
    expect(() => sealerOf(OLD).open(sealed, 'eve')).toThrow(refusal);
    expect(() => sealerOf(`v1:${text(3)}`).open(sealed, 'ada')).toThrow(refusal);
    const bytes = Buffer.from(sealed.slice(3), 'base64url');
    bytes.forEach((byte, index) => {
      const changed = Buffer.from(bytes);
      changed[index] = byte ^ 1;
      expect(() => sealerOf(OLD).open(`v1.${changed.toString('base64url')}`, 'ada')).toThrow(refusal);
    });
    for (const length of [0, 1, 12, 27, bytes.length - 1])
      expect(() =>
        sealerOf(OLD).open(`v1.${bytes.subarray(0, length).toString('base64url')}`, 'ada'),
      ).toThrow(FactorKeyError);
  });

  test('opens by an older key, and is sealed anew by the newest alone', () => {
    const old = sealerOf(OLD).seal(SECRET, 'ada');
    const sealer = sealerOf(`${NEW},${OLD}`);
    expect(sealer.open(old, 'ada')).toEqual(SECRET);
    const renewed = sealer.renew(old, 'ada');
    expect(renewed).toMatch(/^v2\./);
    expect(sealer.renew(renewed, 'ada')).toBe(renewed);
    expect(sealerOf(NEW).open(renewed, 'ada')).toEqual(SECRET);
  });

  test('whose key is gone, or which has another form, says so', () => {
    const old = sealerOf(OLD).seal(SECRET, 'ada');
    expect(() => sealerOf(NEW).open(old, 'ada')).toThrow(new FactorKeyError('no key has the version v1'));
    for (const other of ['', 'v1', 'v1.', '.AAAA', 'v1.A A', 'toolong99.AAAA', `x${old} `])
      expect(() => sealerOf(OLD).open(other, 'ada')).toThrow(
        new FactorKeyError('it has not the form of a sealed secret'),
      );
  });

  test('of an older release opens: the form and the derived key are what they were', () => {
    const sealed = 'v1.AAAAAAAAAAAAAAAACLDWD82cINixgJ19LLKMyx7pVWmamdNmwn7jxe3oTFHKGLVO';
    expect(createSecretSealer(parseFactorKeys(OLD), (size) => Buffer.alloc(size)).seal(SECRET, 'ada')).toBe(
      sealed,
    );
    expect(sealerOf(OLD).open(sealed, 'ada')).toEqual(SECRET);
  });

  test('that does not open says why to the log alone', () => {
    const sealed = sealerOf(OLD).seal(SECRET, 'ada');
    const error = (() => {
      try {
        return sealerOf(OLD).open(sealed, 'eve');
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toMatchObject({ name: 'FactorKeyError', cause: expect.anything() });
  });

  test('takes its nonce from the generator that it is given', () => {
    const zeros = createSecretSealer(parseFactorKeys(OLD), (size) => Buffer.alloc(size));
    expect(zeros.seal(SECRET, 'ada')).toBe(zeros.seal(SECRET, 'ada'));
    expect(zeros.seal(SECRET, 'ada')).not.toBe(zeros.seal(SECRET, 'eve'));
  });
});

describe('FACTOR_KEYS', () => {
  test('has one key or several, each with a version of its own', () => {
    const keys = parseFactorKeys(` ${NEW} , ${OLD} `);
    expect(keys.map(({ version, key }) => [version, key.length])).toEqual([
      ['v2', 32],
      ['v1', 32],
    ]);
    expect(keys[0].key).not.toEqual(keys[1]?.key);
  });

  test.each([16, 64])('takes a secret of %i bytes, in either base64', (size) => {
    const secret = Buffer.alloc(size, 0xff);
    const [plain] = parseFactorKeys(`a:${secret.toString('base64')}`);
    expect(parseFactorKeys(`a:${secret.toString('base64url')}`)[0]).toEqual(plain);
  });

  test.each([
    ['', 'key 1 must be version:base64, with a version of 1 to 8 letters'],
    [`${OLD},`, 'key 2 must be version:base64, with a version of 1 to 8 letters'],
    [`x${OLD}x!`, 'key 1 must be version:base64, with a version of 1 to 8 letters'],
    [`version10:${text(1)}`, 'key 1 must be version:base64, with a version of 1 to 8 letters'],
    [`v1:${text(1, 15)}`, 'key 1 must have 16 to 64 bytes'],
    [`${OLD},v2:${text(1, 65)}`, 'key 2 must have 16 to 64 bytes'],
    [`${OLD},v1:${text(2)}`, 'each key must have a version of its own'],
  ])('is refused by position and rule, and never quoted: %#', (keys, message) => {
    expect(() => parseFactorKeys(keys)).toThrow(new FactorKeyError(message));
  });
});
