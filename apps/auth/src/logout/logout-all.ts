// Ending every session of an account, those in flight included, by one write to the account.
import type { SessionStore, UserStore } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import type { Principal } from '@gatehouse/http/principal';

export interface LogoutAllDeps {
  readonly users: Pick<UserStore, 'raiseEpoch'>;
  readonly sessions: Pick<SessionStore, 'dropEndedOf'>;
}

/** Raises the account's epoch. Throws `unauthorized` when the account is gone. Sweeping up after is housekeeping. */
export const logoutAll = async (
  { users, sessions }: LogoutAllDeps,
  { subject }: Principal,
): Promise<void> => {
  const account = await users.raiseEpoch(subject);
  if (account === null) throw new GatehouseError('unauthorized');
  await sessions.dropEndedOf(account.id, account.epoch).catch(() => undefined);
};
