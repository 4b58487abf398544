// What an account has beside its password, in numbers.
import { standingCaller, type CallerDeps } from '@gatehouse/accounts';
import type { EnrolledFactors } from '@gatehouse/auth-contract';
import type { Principal } from '@gatehouse/http/principal';

export type ReadFactorsDeps = CallerDeps;

/** Throws `unauthorized`. */
export const readFactors = async (deps: ReadFactorsDeps, principal: Principal): Promise<EnrolledFactors> => {
  const { totp, passkeys, recoveryDigests } = (await standingCaller(deps, principal)).factors;
  return { totp: totp !== null, passkeys: passkeys.length, recovery_codes_left: recoveryDigests.length };
};
