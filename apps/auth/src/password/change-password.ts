// Changing the password: needs the current one, and ends every session but the one it was changed from.
import { requireGoodPassword, standingCaller, type NewPasswordRules } from '@gatehouse/accounts';
import type { Account, SessionStore, UserStore } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import type { PasswordHasher } from '@gatehouse/hashing';
import type { Principal } from '@gatehouse/http/principal';

export interface ChangePasswordDeps {
  readonly users: Pick<UserStore, 'findById' | 'changePassword'>;
  readonly sessions: Pick<SessionStore, 'findById' | 'adoptEpoch' | 'dropEndedOf'>;
  readonly passwords: Pick<PasswordHasher, 'hash' | 'verify'>;
  readonly newPasswordRules: NewPasswordRules;
  readonly now: () => Date;
}

export interface ChangePasswordInput {
  readonly principal: Principal;
  readonly currentPassword: string;
  readonly newPassword: string;
}

/** A write is lost to another change of the account; each loss reads it, and asks for the password, again. */
const ATTEMPTS = 3;

/**
 * One write sets the hash and raises the epoch; only then is the caller's session carried over, so a crash in between
 * leaves no old session alive. Throws `unauthorized`, `validation_failed`, `invalid_credentials`.
 */
export const changePassword = async (deps: ChangePasswordDeps, input: ChangePasswordInput): Promise<void> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const caller = await standingCaller(deps.users, input.principal);
    if (await replaceHash(deps, caller, input)) {
      return keepOnly(deps, caller, input.principal).catch(() => undefined);
    }
  }
  throw new GatehouseError('store_unavailable', { retryAfterSeconds: 1 });
};

const replaceHash = async (
  { users, passwords, newPasswordRules, now }: ChangePasswordDeps,
  owner: Account,
  { currentPassword, newPassword: password }: ChangePasswordInput,
): Promise<boolean> => {
  await requireGoodPassword(newPasswordRules, { password, owner, pointer: '/new_password' });
  const { id, epoch, passwordHash: current } = owner;
  if (!(await passwords.verify(currentPassword, current))) throw new GatehouseError('invalid_credentials');
  const passwordHash = await passwords.hash(password);
  return users.changePassword(id, { epoch, passwordHash, now: now() });
};

/** The password is changed by now: failing here only signs the caller out, which is safe. */
const keepOnly = async (
  { sessions }: ChangePasswordDeps,
  { id, epoch }: Account,
  { sessionId }: Principal,
): Promise<void> => {
  const current = await sessions.findById(sessionId);
  if (current?.accountId === id) {
    await sessions.adoptEpoch(current.familyDigest, { from: epoch, to: epoch + 1 });
  }
  await sessions.dropEndedOf(id, epoch + 1);
};
