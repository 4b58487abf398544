// A code that somebody types to complete a login: of the authenticator app, or a recovery code. Its form says which.
import type { Factors } from './factors.ts';
import { digestOfRecoveryCode } from './recovery-codes.ts';
import { stepOf } from './totp.ts';

export type Code =
  | { readonly factor: 'totp'; readonly digits: string }
  | { readonly factor: 'recovery_code'; readonly digest: string | null };

/** What was typed. Six digits are the app's, blanks and `-` left out; all else is taken for a recovery code. */
export const readCode = (typed: string): Code => {
  const digits = typed.replaceAll(/[\s-]/g, '');
  return /^\d{6}$/.test(digits)
    ? { factor: 'totp', digits }
    : { factor: 'recovery_code', digest: digestOfRecoveryCode(typed) };
};

export interface CodeContext {
  /** The opened secret of the app; null where none is enrolled. */
  readonly secret: Uint8Array | null;
  readonly now: Date;
}

/** The factors once this code is used, or null where it is wrong: either counts once. */
export const useCode = (factors: Factors, code: Code, context: CodeContext): Factors | null =>
  code.factor === 'totp' ? useDigits(factors, code.digits, context) : useDigest(factors, code.digest);

const useDigits = (
  { totp, ...others }: Factors,
  digits: string,
  { secret, now }: CodeContext,
): Factors | null => {
  if (totp === null || secret === null) return null;
  const step = stepOf(digits, { secret, lastStep: totp.lastStep, now });
  return step === null ? null : { ...others, totp: { ...totp, lastStep: step } };
};

const useDigest = (factors: Factors, digest: string | null): Factors | null => {
  const left = factors.recoveryDigests.filter((one) => one !== digest);
  return left.length === factors.recoveryDigests.length ? null : { ...factors, recoveryDigests: left };
};
