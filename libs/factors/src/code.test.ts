import { expect, test } from '@jest/globals';
import { readCode, useCode } from './code.ts';
import { NO_FACTORS } from './factors.ts';
import { makeRecoveryCodes } from './recovery-codes.ts';
import { atStep, PASSKEY, RFC_SECRET, withTotp } from './testing/samples.ts';

const { codes, digests } = makeRecoveryCodes();
const context = { secret: RFC_SECRET, now: atStep(1) };

/** The code of step 1 (RFC 4226 appendix D). */
const CODE = '287082';

test('six digits are a code of the app, blanks and hyphens left out', () => {
  for (const typed of [CODE, ' 287 082 ', '287-082'])
    expect(readCode(typed)).toEqual({ factor: 'totp', digits: CODE });
});

test('all else is a recovery code, or none', () => {
  expect(readCode(codes[0]!)).toEqual({ factor: 'recovery_code', digest: digests[0] });
  for (const typed of ['28708', '2870822', 'x287082', '287082x', ''])
    expect(readCode(typed)).toEqual({ factor: 'recovery_code', digest: null });
});

test('a code of the app moves the last step on, and leaves the rest', () => {
  const factors = { ...withTotp(0), passkeys: [PASSKEY] };
  expect(useCode(factors, readCode(CODE), context)).toEqual({
    ...factors,
    totp: { ...factors.totp, lastStep: 1 },
  });
});

test('a wrong one, one that was used, and one without an app change nothing', () => {
  expect(useCode(withTotp(0), readCode('287083'), context)).toBeNull();
  expect(useCode(withTotp(1), readCode(CODE), context)).toBeNull();
  expect(useCode({ ...NO_FACTORS, passkeys: [PASSKEY] }, readCode(CODE), context)).toBeNull();
  expect(useCode(withTotp(0), readCode(CODE), { ...context, secret: null })).toBeNull();
});

test('a recovery code is gone once it is used', () => {
  const factors = { ...withTotp(0), recoveryDigests: digests };
  const used = useCode(factors, readCode(codes[3]!), context);
  expect(used).toEqual({ ...factors, recoveryDigests: digests.filter((_, index) => index !== 3) });
  expect(useCode(used!, readCode(codes[3]!), context)).toBeNull();
  expect(useCode(used!, readCode(codes[4]!), context)).not.toBeNull();
});

test('a text that is no code uses no digest up', () => {
  expect(useCode(withTotp(0), readCode('x'), context)).toBeNull();
});
