import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { NO_FACTORS } from './factors.ts';
import { atStep, RFC_SECRET, withTotp } from './testing/samples.ts';
import { enrolTotp, newTotpSecret, presentTotp, startTotp, stepOf, waitingTotp } from './totp.ts';

/** RFC 4226 appendix D: the codes of the counters from 0. */
const HOTP_CODES = '755224 287082 359152 969429 338314 254676 287922 162583 399871 520489'.split(' ');

/** RFC 6238 appendix B, SHA-1: the seconds, and the last six of its eight digits. */
const TOTP_CODES = [
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
] as const;

const at = (seconds: number): Date => new Date(seconds * 1000);

const stepAt = (code: string, step: number, lastStep = -1): number | null =>
  stepOf(code, { secret: RFC_SECRET, lastStep, now: atStep(step) });

describe('a code of an app', () => {
  test.each(TOTP_CODES)('of RFC 6238 appendix B at %i s is %s', (seconds, code) => {
    const step = Math.floor(seconds / 30);
    expect(stepOf(code, { secret: RFC_SECRET, lastStep: 0, now: at(seconds) })).toBe(step);
  });

  test.each(HOTP_CODES.map((code, step) => [step, code] as const))(
    'of step %i of RFC 4226 appendix D is %s, and holds a step before and after and no further',
    (step, code) => {
      const taken = [-2, -1, 0, 1, 2].map((drift) => stepAt(code, step + drift));
      expect(taken).toEqual([null, step, step, step, null]);
    },
  );

  test('is good to the last millisecond of the step behind its own', () => {
    const step = 4;
    const code = HOTP_CODES[step] ?? '';
    const taken = (ms: number) => stepOf(code, { secret: RFC_SECRET, lastStep: 0, now: new Date(ms) });
    expect([taken(89_999), taken(90_000), taken(179_999), taken(180_000)]).toEqual([null, step, step, null]);
  });

  test('counts once: not at its own step again, nor one of a step before the last', () => {
    expect(stepAt(HOTP_CODES[5]!, 5, 4)).toBe(5);
    expect(stepAt(HOTP_CODES[5]!, 5, 5)).toBeNull();
    expect(stepAt(HOTP_CODES[4]!, 5, 5)).toBeNull();
    expect(stepAt(HOTP_CODES[6]!, 5, 5)).toBe(6);
  });

  test('of another secret, of too few and too many digits is none', () => {
    const other = { secret: Buffer.alloc(20), lastStep: -1, now: atStep(1) };
    expect(stepOf(HOTP_CODES[1]!, other)).toBeNull();
    for (const code of ['28708', '2870822', '', '28708a', '２８７０８２']) expect(stepAt(code, 1)).toBeNull();
  });

  test('of any secret is good at its step, and three codes at most are good at a time', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 20, maxLength: 20 }),
        fc.integer({ min: 2, max: 2 ** 37 }),
        (secret, step) => {
          const now = atStep(step);
          const good = [-1, 0, 1].map((drift) => codeAt(secret, step + drift));
          for (const code of good) expect(stepOf(code, { secret, lastStep: 0, now })).not.toBeNull();
          expect(stepOf(codeAt(secret, step + 1), { secret, lastStep: step + 1, now })).toBeNull();
        },
      ),
      { numRuns: 50 },
    );
  });
});

/** The code of a step, computed as RFC 4226 §5.3 says it. */
const codeAt = (secret: Uint8Array, step: number): string => {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', secret).update(message).digest();
  const offset = digest.readUInt8(19) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
};

describe('a secret', () => {
  test('has 160 bits, another one each time', () => {
    const [one, two] = [newTotpSecret(), newTotpSecret()];
    expect(one).toHaveLength(20);
    expect(one).not.toEqual(two);
    expect(newTotpSecret((size) => Buffer.alloc(size, 7))).toEqual(Buffer.alloc(20, 7));
  });

  test('is shown in base32 and as a URI, in which issuer and account cannot break out', () => {
    const shown = presentTotp({
      secret: RFC_SECRET,
      issuer: 'id.example.com',
      account: 'ada+x:y&secret=z@example.com',
    });
    const label = 'id.example.com:ada%2Bx%3Ay%26secret%3Dz%40example.com';
    const query =
      'issuer=id.example.com&secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&algorithm=SHA1&digits=6&period=30';
    expect(shown).toEqual({
      secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
      otpauth_uri: `otpauth://totp/${label}?${query}`,
    });
  });

  test('of another length stays what it is', () => {
    const secret = Buffer.from('12345678901234567890').subarray(0, 10);
    expect(presentTotp({ secret, issuer: 'i', account: 'a' }).secret).toBe('GEZDGNBVGY3TQOJQ');
  });
});

describe('enrolling an app', () => {
  const now = new Date('2026-03-01T12:00:00.000Z');
  const later = (ms: number): Date => new Date(now.getTime() + ms);

  test('waits ten minutes for its first code, and takes the place of one that waited', () => {
    const started = startTotp(startTotp(withTotp(), 'v1.first', later(-1)), 'v1.second', now);
    expect(started).toEqual({
      ...withTotp(),
      pendingTotp: { sealedSecret: 'v1.second', expiresAt: later(600_000) },
    });
    expect(waitingTotp(started, later(599_999))).toBe('v1.second');
    expect(waitingTotp(started, later(600_000))).toBeNull();
    expect(waitingTotp(NO_FACTORS, now)).toBeNull();
  });

  test('ends the wait, and counts the first code as used', () => {
    const started = startTotp(NO_FACTORS, 'v1.secret', now);
    expect(enrolTotp(started, 'v1.secret', 7)).toEqual({
      ...NO_FACTORS,
      totp: { sealedSecret: 'v1.secret', lastStep: 7 },
    });
  });
});
