// Disabling an account, which ends its sessions in the same write, and enabling it again.
import type { Account, UserStore } from '@gatehouse/db';
import { sweepEnded, type SweepDeps } from '../sweep-ended.ts';
import { leavingAnAdmin, type LastAdminDeps } from './last-admin.ts';
import type { Meant } from './meant.ts';

export interface DisableDeps extends LastAdminDeps, SweepDeps {
  readonly users: Pick<UserStore, 'findById' | 'vouch' | 'setDisabled'>;
}

/** The account as it is then, or null. Throws `last_admin`. */
export const disableAccount = async (deps: DisableDeps, meant: Meant): Promise<Account | null> => {
  const { users, audit, now } = deps;
  const { id: subject, ...named } = meant;
  const disabled = await leavingAnAdmin(deps, subject, ({ id, vouches }) =>
    users.setDisabled(id, true, now(), vouches),
  );
  if (disabled === null) return null;
  await audit({ event: 'account_disabled', subject, ...named });
  await sweepEnded(deps, { accountId: subject, epoch: disabled.epoch, why: 'disabled' });
  return disabled;
};

/** The account as it is then, or null. */
export const enableAccount = async (
  {
    users,
    audit,
    now,
  }: Pick<DisableDeps, 'audit' | 'now'> & { readonly users: Pick<UserStore, 'setDisabled'> },
  { id: subject, ...named }: Meant,
): Promise<Account | null> => {
  const enabled = await users.setDisabled(subject, false, now());
  if (enabled !== null) await audit({ event: 'account_enabled', subject, ...named });
  return enabled;
};
