// An attempt at a password, counted before it is looked at; one that is beyond a limit is told.
import type { Audit } from '@gatehouse/audit';
import { GatehouseError } from '@gatehouse/errors';
import type { Attempt, CountedAttempt, LoginLimits } from '@gatehouse/limits';

export interface CountingDeps {
  readonly limits: Pick<LoginLimits, 'countPassword'>;
  readonly audit: Audit;
}

/** Counts the attempt; `told` says what its audit line has of the account. Throws `too_many_attempts`. */
export const countAttempt = async (
  { limits, audit }: CountingDeps,
  attempt: Attempt,
  told: () => Promise<{ readonly subject: string | null; readonly email?: string }>,
): Promise<CountedAttempt> => {
  try {
    return await limits.countPassword(attempt);
  } catch (error) {
    if (error instanceof GatehouseError && error.code === 'too_many_attempts')
      await audit({ event: 'login_throttled', ...(await told()) });
    throw error;
  }
};
