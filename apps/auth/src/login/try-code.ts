// A code of the app or a recovery code as the second factor of a login.
import type { Audit } from '@gatehouse/audit';
import type { Account } from '@gatehouse/db';
import { readCode, useCode, type Code } from '@gatehouse/factors/code';
import type { CodeLimit } from '@gatehouse/limits';
import { tellThrottled } from '../count-attempt.ts';
import { openSecret, type SealerDeps } from '../factors/sealer.ts';
import type { Proven, TryFactor } from './complete-login.ts';

export interface TryCodeDeps extends SealerDeps {
  readonly countCode: CodeLimit;
  readonly audit: Audit;
  readonly now: () => Date;
}

/** Counts a code against all that were tried for the account, and makes the trial of it. Throws `too_many_attempts`. */
export const tryCode =
  (deps: TryCodeDeps, typed: string): TryFactor =>
  async ({ account: { id: accountId } }) => {
    const code = readCode(typed);
    const told = async () => ({ subject: accountId });
    const { succeeded } = await tellThrottled(deps.audit, told, () => deps.countCode({ accountId }));
    return { factor: code.factor, verify: (account) => prove(deps, account, code), succeeded };
  };

const prove = async (deps: TryCodeDeps, account: Account, code: Code): Promise<Proven | null> => {
  const { totp } = account.factors;
  const opened =
    code.factor === 'totp' && totp ? await openSecret(deps, account.id, totp.sealedSecret) : null;
  const factors = useCode(account.factors, code, { secret: opened?.secret ?? null, now: deps.now() });
  if (factors === null) return null;
  return { factors: opened ? withSealed(factors, opened.renewed) : factors, amr: 'otp' };
};

/** An older key of FACTOR_KEYS is thus needed no longer than until the next code. */
const withSealed = (factors: Proven['factors'], sealedSecret: string): Proven['factors'] => ({
  ...factors,
  totp: factors.totp && { ...factors.totp, sealedSecret },
});
