// A registration that waited becomes an account, by the write of that account: its id is the registration's, so that there is one.
import type { Audit } from '@gatehouse/audit';
import type { Account, RegistrationStore, UserStore } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';

export interface ConfirmRegistrationDeps {
  readonly users: Pick<UserStore, 'findById' | 'insert'>;
  readonly registrations: Pick<RegistrationStore, 'remove'>;
  readonly audit: Audit;
}

/**
 * Whether this account is made of its registration now: false where it was before. Throws `email_taken` when another account has
 * the address by now.
 */
export const confirmRegistration = async (
  deps: ConfirmRegistrationDeps,
  account: Account,
): Promise<boolean> => {
  const { id, email } = account;
  const isMade = await insert(deps, account);
  // Nobody asks for it any more: a registration whose account is there confirms nothing.
  await deps.registrations.remove(id).catch(() => undefined);
  if (!isMade) return false;
  await deps.audit({ event: 'account_created', subject: id, email });
  await deps.audit({ event: 'email_verified', subject: id, email });
  return true;
};

/** What a store says of an id that is taken is its own; so the account is asked for. */
const insert = async (
  { users }: Pick<ConfirmRegistrationDeps, 'users'>,
  account: Account,
): Promise<boolean> => {
  try {
    await users.insert(account);
    return true;
  } catch (error) {
    const isAway = error instanceof GatehouseError && error.code === 'store_unavailable';
    if (isAway || (await users.findById(account.id)) === null) throw error;
    return false;
  }
};
