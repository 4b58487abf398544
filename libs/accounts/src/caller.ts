// Who calls, as the store knows them now; apart, because every guarded use case starts here, whatever a token still says.
import type { Account, UserStore } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import type { Principal } from '@gatehouse/http/principal';

/** The caller's account. Throws `unauthorized` when it is gone or disabled: a token outlives neither. */
export const standingCaller = async (
  users: Pick<UserStore, 'findById'>,
  { subject }: Principal,
): Promise<Account> => {
  const account = await users.findById(subject);
  if (account === null || account.disabled) throw new GatehouseError('unauthorized');
  return account;
};

/** Throws `forbidden` unless the account holds the admin role at this moment, whatever the token was issued with. */
export const requireAdmin = ({ roles }: Account): void => {
  if (!roles.includes('admin')) throw new GatehouseError('forbidden');
};

/** Throws `reauthentication_required` unless the login is at most `withinSeconds` old (ASVS 7.5.1). */
export const requireRecentLogin = (
  { authenticatedAt }: Principal,
  { now, withinSeconds }: { readonly now: Date; readonly withinSeconds: number },
): void => {
  const ageMs = now.getTime() - authenticatedAt.getTime();
  if (ageMs > withinSeconds * 1000) throw new GatehouseError('reauthentication_required');
};
