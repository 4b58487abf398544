// Having a link to a new password mailed to the owner of an account, for admins.
import { adminCaller, type CallerDeps } from '@gatehouse/accounts';
import { mailReset, type MailResetDeps } from '@gatehouse/accounts/acts';
import { GatehouseError } from '@gatehouse/errors';
import type { Principal } from '@gatehouse/http/principal';

export interface MailResetAsAdminDeps extends CallerDeps, Omit<MailResetDeps, 'mails'> {
  /** Null where nothing is mailed. */
  readonly mails: MailResetDeps['mails'] | null;
}

/** Throws `unauthorized`, `forbidden`, and `not_found` also where nothing is mailed. */
export const mailResetAsAdmin = async (
  { mails, ...deps }: MailResetAsAdminDeps,
  { principal, id }: { readonly principal: Principal; readonly id: string },
): Promise<void> => {
  await adminCaller(deps, principal);
  if (mails === null) throw new GatehouseError('not_found', { reason: 'nothing is mailed here' });
  const account = await deps.users.findById(id);
  if (account === null) throw new GatehouseError('not_found');
  const { credentialGeneration } = account;
  await mailReset({ ...deps, mails }, { id, credentialGeneration });
};
