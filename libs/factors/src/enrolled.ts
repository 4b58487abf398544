// What an account has beside its password, and what adding and removing a factor makes of it.
import type { Factors } from './factors.ts';
import { makeRecoveryCodes, type RandomBytes } from './recovery-codes.ts';

/** What a login can be completed by, by the names of the contract. */
export type FactorName = 'totp' | 'recovery_code' | 'passkey';

/** Whether a login asks for more than the password. Recovery codes alone are no factor, and never stand alone. */
export const hasFactor = ({ totp, passkeys }: Factors): boolean => totp !== null || passkeys.length > 0;

/** What a login of this account can be completed by. */
export const enrolledIn = ({ totp, recoveryDigests, passkeys }: Factors): readonly FactorName[] => [
  ...(totp === null ? [] : (['totp'] as const)),
  ...(recoveryDigests.length === 0 ? [] : (['recovery_code'] as const)),
  ...(passkeys.length === 0 ? [] : (['passkey'] as const)),
];

/** Factors with recovery codes made for them, which are shown once: from then on there are digests alone. */
export interface MadeCodes {
  readonly factors: Factors;
  readonly recoveryCodes: readonly string[];
}

/** The factors with new recovery codes; those before count no more. */
export const withNewCodes = (factors: Factors, random?: RandomBytes): MadeCodes => {
  const { codes, digests } = makeRecoveryCodes(random);
  return { factors: { ...factors, recoveryDigests: digests }, recoveryCodes: codes };
};

/** `added`, which is `before` with one factor more. The first one of an account brings its recovery codes, a further one none. */
export const withCodesOfTheFirst = (
  before: Factors,
  added: Factors,
  random?: RandomBytes,
): MadeCodes | { readonly factors: Factors; readonly recoveryCodes: null } =>
  hasFactor(before) ? { factors: added, recoveryCodes: null } : withNewCodes(added, random);

/** `left`, which is what a removal leaves: the recovery codes go with the last factor. */
export const withoutCodesOfNone = (left: Factors): Factors =>
  hasFactor(left) ? left : { ...left, recoveryDigests: [] };
