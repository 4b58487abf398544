// Removing all second factors of an account whose owner has lost them.
import { NO_FACTORS, type Factors } from '@gatehouse/factors';
import type { UserStore } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import { writeMail, type MailRows } from '@gatehouse/mail/rows';
import { sweepEnded, type SweepDeps } from '../sweep-ended.ts';
import type { Meant } from './meant.ts';

export interface UnenrolDeps extends SweepDeps {
  readonly users: Pick<UserStore, 'findById' | 'swapFactors'>;
  /** Null where nothing is mailed. */
  readonly mails: MailRows | null;
}

/**
 * Removes the factors, ends all sessions in the same write, and has the owner told. False where there is no factor, or no account.
 * Throws `store_unavailable` when the factors keep changing meanwhile.
 */
export const unenrol = async (deps: UnenrolDeps, { id, ...named }: Meant): Promise<boolean> => {
  const { users, mails, audit, now } = deps;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const account = await users.findById(id);
    if (account === null || isEmpty(account.factors)) return false;
    const { epoch, factorsGeneration: from } = account;
    const cause = { factorsGeneration: from + 1 };
    if (mails !== null)
      await writeMail(mails, { kind: 'second_factor_changed', accountId: id, cause, now: now() });
    const swap = { from, epoch, factors: NO_FACTORS, endsSessions: true, now: now() };
    if (!(await users.swapFactors(id, swap))) continue;
    await audit({ event: 'factor_removed', subject: id, ...named });
    await sweepEnded(deps, { accountId: id, epoch: epoch + 1, why: 'factor' });
    return true;
  }
  throw new GatehouseError('store_unavailable', { reason: 'the factors kept changing' });
};

const ATTEMPTS = 8;

const isEmpty = ({ totp, pendingTotp, recoveryDigests, passkeys }: Factors): boolean =>
  totp === null && pendingTotp === null && recoveryDigests.length + passkeys.length === 0;
