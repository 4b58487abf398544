// Registration: one new account per email, in any letter case, with the role `user`.
import { requireGoodPassword, type NewPasswordRules } from '@gatehouse/accounts';
import type { Audit } from '@gatehouse/audit';
import { newAccount, type User, type UserStore } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import type { RegisterLimit } from '@gatehouse/limits';
import type { PasswordHasher } from '@gatehouse/hashing';

export interface RegisterDeps {
  readonly users: Pick<UserStore, 'insert'>;
  readonly passwords: Pick<PasswordHasher, 'hash'>;
  readonly newPasswordRules: NewPasswordRules;
  readonly audit: Audit;
  readonly countRegistration: RegisterLimit;
  readonly newId: () => string;
  readonly now: () => Date;
}

export interface Registration {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly password: string;
  /** The caller's, as API Gateway saw it. */
  readonly address: string;
}

/**
 * Makes the account. Throws `validation_failed` for a password that breaks a rule, whoever asked before, `too_many_attempts`,
 * `email_taken`.
 * The store's unique index decides between two at once, so nothing is asked beforehand.
 */
export const register = async (deps: RegisterDeps, input: Registration): Promise<User> => {
  const { password } = input;
  await requireGoodPassword(deps.newPasswordRules, { password, owner: input, pointer: '/password' });
  await deps.countRegistration(input);
  const passwordHash = await deps.passwords.hash(password);
  const { firstName, lastName, email } = input;
  const account = newAccount({ id: deps.newId(), firstName, lastName, email, passwordHash, now: deps.now() });
  await deps.users.insert(account);
  await deps.audit({ event: 'account_created', subject: account.id, email: input.email });
  return account;
};

/** In the place of `register` while registration is closed: `forbidden` to everyone. */
export const refuseRegistration = (): never => {
  throw new GatehouseError('forbidden');
};
