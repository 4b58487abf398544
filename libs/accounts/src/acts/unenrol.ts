// Removing all second factors of an account whose owner has lost them.
import { NO_FACTORS, type Factors } from '@gatehouse/factors';
import type { Account, UserStore } from '@gatehouse/db';
import { writeMail, type MailRows } from '@gatehouse/mail/rows';
import { sweepEnded, type SweepDeps } from '../sweep-ended.ts';
import { untilWon, type Contest } from '../until-won.ts';
import type { Meant } from './meant.ts';

export interface UnenrolDeps extends SweepDeps {
  readonly users: Pick<UserStore, 'findById' | 'swapFactors'>;
  /** Null where nothing is mailed. */
  readonly mails: MailRows | null;
  readonly pause?: Contest['pause'];
}

/**
 * Removes the factors, ends all sessions in the same write, and has the owner told. False where there is no factor, or no account.
 * Throws `store_unavailable` when the factors keep changing meanwhile.
 */
export const unenrol = async (deps: UnenrolDeps, { id, ...named }: Meant): Promise<boolean> => {
  const { pause, audit } = deps;
  const { ended } = await untilWon(() => removeAll(deps, id), { pause, reason: 'the factors kept changing' });
  if (ended === null) return false;
  await audit({ event: 'factor_removed', subject: id, ...named });
  await sweepEnded(deps, { accountId: id, epoch: ended.epoch + 1, why: 'factor' });
  return true;
};

/** The account as it was until then; null in the place of one without factors, and in all where another write came first. */
const removeAll = async (
  { users, mails, now }: UnenrolDeps,
  id: string,
): Promise<{ readonly ended: Account | null } | null> => {
  const account = await users.findById(id);
  if (account === null || isEmpty(account.factors)) return { ended: null };
  const { epoch, factorsGeneration: from } = account;
  const cause = { factorsGeneration: from + 1 };
  if (mails !== null)
    await writeMail(mails, { kind: 'second_factor_changed', accountId: id, cause, now: now() });
  const swap = { from, epoch, factors: NO_FACTORS, endsSessions: true, now: now() };
  return (await users.swapFactors(id, swap)) ? { ended: account } : null;
};

const isEmpty = ({ totp, pendingTotp, recoveryDigests, passkeys }: Factors): boolean =>
  totp === null && pendingTotp === null && recoveryDigests.length + passkeys.length === 0;
