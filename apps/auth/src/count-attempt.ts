// An attempt, counted before what was given is looked at; one that is beyond a limit is told.
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
  told: Told,
): Promise<CountedAttempt> => tellThrottled(audit, told, () => limits.countPassword(attempt));

/** What an audit line says of whose attempt it was. */
type Told = () => Promise<{ readonly subject: string | null; readonly email?: string }>;

/** `count`, with an event where it finds that there were too many. */
export const tellThrottled = async <T>(audit: Audit, told: Told, count: () => Promise<T>): Promise<T> => {
  try {
    return await count();
  } catch (error) {
    if (error instanceof GatehouseError && error.code === 'too_many_attempts')
      await audit({ event: 'login_throttled', ...(await told()) });
    throw error;
  }
};
