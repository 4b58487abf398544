import { expect, test } from '@jest/globals';
import { enrolledIn, hasFactor, withCodesOfTheFirst, withNewCodes, withoutCodesOfNone } from './enrolled.ts';
import { NO_FACTORS } from './factors.ts';
import { digestOfRecoveryCode } from './recovery-codes.ts';
import { countingBytes, PASSKEY, withTotp } from './testing/samples.ts';

const withPasskey = { ...NO_FACTORS, passkeys: [PASSKEY] };

test('an app or a passkey is a factor; what waits to be confirmed and recovery codes alone are none', () => {
  expect([withTotp(), withPasskey].map(hasFactor)).toEqual([true, true]);
  const pendingTotp = { sealedSecret: 'v1.x', expiresAt: new Date() };
  expect(hasFactor({ ...NO_FACTORS, pendingTotp })).toBe(false);
  expect(hasFactor({ ...NO_FACTORS, recoveryDigests: ['one'] })).toBe(false);
});

test('what is enrolled is named as the contract names it', () => {
  expect(enrolledIn(NO_FACTORS)).toEqual([]);
  expect(enrolledIn(withPasskey)).toEqual(['passkey']);
  expect(enrolledIn({ ...withTotp(), passkeys: [PASSKEY] })).toEqual(['totp', 'recovery_code', 'passkey']);
});

test('the first factor brings recovery codes, of which the account keeps digests alone', () => {
  const { factors, recoveryCodes } = withCodesOfTheFirst(NO_FACTORS, withPasskey, countingBytes());
  expect(recoveryCodes).toHaveLength(10);
  expect(recoveryCodes?.[0]).toBe('01234-56789-ABCDE-FGHJK-MNPQR');
  expect(factors.recoveryDigests).toHaveLength(10);
  expect(factors.passkeys).toEqual([PASSKEY]);
});

test('a further factor leaves the recovery codes as they are', () => {
  const added = { ...withTotp(), passkeys: [PASSKEY] };
  expect(withCodesOfTheFirst(withTotp(), added)).toEqual({ factors: added, recoveryCodes: null });
});

test('new recovery codes take the place of the old ones', () => {
  const { factors, recoveryCodes } = withNewCodes(withTotp(3));
  expect(factors).toEqual({ ...withTotp(3), recoveryDigests: recoveryCodes.map(digestOfRecoveryCode) });
});

test('the recovery codes go with the last factor, and not before', () => {
  const left = { ...withTotp(), totp: null };
  expect(withoutCodesOfNone(left)).toEqual(NO_FACTORS);
  const kept = { ...left, passkeys: [PASSKEY] };
  expect(withoutCodesOfNone(kept)).toEqual(kept);
});
