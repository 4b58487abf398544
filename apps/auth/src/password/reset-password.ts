// A new password by the link of a mail, which proves the mailbox: all that somebody else may have put on the account goes with it.
import {
  countGone,
  requireGoodPassword,
  resetOf,
  sweepEnded,
  type NewPasswordRules,
  type Reset,
  type SweepDeps,
} from '@gatehouse/accounts';
import {
  newAccount,
  type Account,
  type OneTimeTokenStore,
  type RegistrationStore,
  type UserStore,
  type ValueStore,
  type WaitingRegistration,
} from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import type { PasswordHasher } from '@gatehouse/hashing';
import type { MailRows } from '@gatehouse/mail/rows';
import { confirmRegistration } from '../confirm-registration.ts';
import { findLink } from '../find-link.ts';
import { mailReset, tellReset } from './tell-reset.ts';

export interface ResetPasswordDeps extends SweepDeps {
  readonly users: Pick<UserStore, 'findById' | 'resetPassword' | 'insert'>;
  readonly registrations: Pick<RegistrationStore, 'findById' | 'remove'>;
  readonly tokens: Pick<OneTimeTokenStore, 'find' | 'dropOf'>;
  readonly values: Pick<ValueStore, 'add'>;
  readonly mails: MailRows;
  readonly passwords: Pick<PasswordHasher, 'hash'>;
  readonly newPasswordRules: NewPasswordRules;
}

export interface ResetPasswordInput {
  readonly token: string;
  readonly newPassword: string;
}

/**
 * One write sets the hash, ends every session, verifies the email and voids a pending one; of an account whose email was not
 * verified before it removes every factor. It signs nobody in. Throws `invalid_grant` for a link that is not good (any more), and
 * `validation_failed`, which spends nothing.
 */
export const resetPassword = async (deps: ResetPasswordDeps, input: ResetPasswordInput): Promise<void> => {
  const { token, addressee } = await findLink(deps, input.token);
  const reset = resetOf(token, addressee, deps.now());
  if (reset === null) throw new GatehouseError('invalid_grant');
  const passwordHash = await hashGood(deps, reset, input.newPassword);
  const accountId =
    reset.resets === 'account'
      ? await resetAccount(deps, reset.account, passwordHash)
      : await confirmWith(deps, reset.registration, passwordHash);
  await deps.tokens.dropOf(accountId, ENDED).catch(() => undefined);
};

/** Links and challenges that are void by now. */
const ENDED = ['verify_email', 'reset_password', 'login_challenge'] as const;

const hashGood = async (
  { newPasswordRules, passwords }: ResetPasswordDeps,
  reset: Reset,
  password: string,
): Promise<string> => {
  const owner = reset.resets === 'account' ? reset.account : reset.registration;
  await requireGoodPassword(newPasswordRules, { password, owner, pointer: '/new_password' });
  return passwords.hash(password);
};

const resetAccount = async (
  deps: ResetPasswordDeps,
  account: Account,
  passwordHash: string,
): Promise<string> => {
  const { users, mails, now } = deps;
  const { id, credentialGeneration } = account;
  await mailReset(mails, account, now());
  const before = await users.resetPassword(id, { credentialGeneration, passwordHash, now: now() });
  if (before === null) throw new GatehouseError('invalid_grant');
  await tellReset(deps.audit, before);
  await sweepEnded(deps, { accountId: id, epoch: before.epoch + 1, why: 'reset' });
  await countGone(deps.values, before.passwordHash);
  return id;
};

/** The registration is confirmed with the password of whoever has the mailbox, and the one that it waited with counts nowhere. */
const confirmWith = async (
  deps: ResetPasswordDeps,
  registration: WaitingRegistration,
  passwordHash: string,
): Promise<string> => {
  const confirmed = newAccount({ ...registration, passwordHash, emailVerified: true, now: deps.now() });
  // As after any change of a password: the other links to reset it are void.
  const account = { ...confirmed, credentialGeneration: 1 };
  if (!(await confirmRegistration(deps, account))) throw new GatehouseError('invalid_grant');
  await deps.audit({ event: 'password_changed', subject: account.id });
  return account.id;
};
