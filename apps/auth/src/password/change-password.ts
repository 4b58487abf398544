// Changing the password: needs the current one, and ends every session but the one it was changed from.
import {
  countGone,
  requireGoodPassword,
  standingCaller,
  type CallerDeps,
  type NewPasswordRules,
} from '@gatehouse/accounts';
import type { Audit } from '@gatehouse/audit';
import type { Account, UserStore, ValueStore } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import type { PasswordHasher } from '@gatehouse/hashing';
import type { Principal } from '@gatehouse/http/principal';
import type { MailRows } from '@gatehouse/mail/rows';
import { countAttempt, type CountingDeps } from '../count-attempt.ts';
import { keepOnly, type KeepOnlyDeps } from '../keep-only.ts';
import { mailPasswordChanged } from './mail-password-changed.ts';

export interface ChangePasswordDeps extends CallerDeps, KeepOnlyDeps, CountingDeps {
  readonly users: Pick<UserStore, 'findById' | 'changePassword'>;
  readonly values: Pick<ValueStore, 'add'>;
  readonly sessions: KeepOnlyDeps['sessions'];
  readonly passwords: Pick<PasswordHasher, 'hash' | 'verify'>;
  readonly newPasswordRules: NewPasswordRules;
  /** Null where nothing is mailed. */
  readonly mails: MailRows | null;
}

export interface ChangePasswordInput {
  readonly principal: Principal;
  readonly currentPassword: string;
  readonly newPassword: string;
  /** The caller's, as API Gateway saw it. */
  readonly address: string;
}

/**
 * One write sets the hash and raises the epoch; only then is the caller's session carried over, so a crash in between
 * leaves no old session alive. Throws `unauthorized`, `validation_failed`, `invalid_credentials`,
 * `too_many_attempts`.
 */
export const changePassword = async (deps: ChangePasswordDeps, input: ChangePasswordInput): Promise<void> => {
  const caller = await standingCaller(deps, input.principal);
  if (!(await replaceHash(deps, caller, input))) return refuseAfterLoss(deps, caller, input);
  await deps.audit({ event: 'password_changed', subject: caller.id });
  await keepOnly(deps, { ended: caller, principal: input.principal, why: 'password' });
  await countGone(deps.values, caller.passwordHash);
};

const replaceHash = async (
  deps: ChangePasswordDeps,
  owner: Account,
  { currentPassword, newPassword: password, address }: ChangePasswordInput,
): Promise<boolean> => {
  await requireGoodPassword(deps.newPasswordRules, { password, owner, pointer: '/new_password' });
  const { users, passwords, mails, audit, now } = deps;
  const { id, email, epoch, passwordHash: current } = owner;
  const attempt = await countAttempt(deps, { email, address }, async () => ({ subject: id }));
  if (!(await passwords.verify(currentPassword, current))) return refuse(audit, id);
  await attempt.succeeded();
  const passwordHash = await passwords.hash(password);
  if (mails !== null) await mailPasswordChanged(mails, owner, now());
  return users.changePassword(id, { epoch, passwordHash, now: now() });
};

/**
 * The write is lost to one that raised the epoch, and the caller's session has ended by it. Only another password change
 * from this very session leaves it standing: then the password that was given is the old one.
 */
const refuseAfterLoss = async (
  { users, passwords, audit }: ChangePasswordDeps,
  { id }: Account,
  { currentPassword }: ChangePasswordInput,
): Promise<never> => {
  const account = await users.findById(id);
  const isOld = account !== null && !(await passwords.verify(currentPassword, account.passwordHash));
  if (isOld) return refuse(audit, id);
  throw new GatehouseError('unauthorized');
};

/** A password that is tried here is tried as it is at a login. */
const refuse = async (audit: Audit, subject: string): Promise<never> => {
  await audit({ event: 'login_failed', subject, why: 'wrong_password' });
  throw new GatehouseError('invalid_credentials');
};
