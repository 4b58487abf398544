// Ending all sessions of somebody's account.
import type { Account, UserStore } from '@gatehouse/db';
import { sweepEnded, type SweepDeps } from '../sweep-ended.ts';

export interface EndSessionsDeps extends SweepDeps {
  readonly users: Pick<UserStore, 'raiseEpoch'>;
}

/** By one write, those in flight included; the account as it is then, or null. */
export const endSessionsOf = async (deps: EndSessionsDeps, id: string): Promise<Account | null> => {
  const account = await deps.users.raiseEpoch(id);
  if (account !== null) await sweepEnded(deps, { accountId: id, epoch: account.epoch, why: 'operator' });
  return account;
};
