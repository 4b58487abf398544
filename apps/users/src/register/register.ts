// Registration: one new account per email, in any letter case, with the role `user`.
import { requireGoodPassword, type NewPasswordRules } from '@gatehouse/accounts';
import type { Audit } from '@gatehouse/audit';
import { newAccount, type User, type UserStore } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import type { RegisterLimit } from '@gatehouse/limits';
import { writeMail, type MailRows } from '@gatehouse/mail/rows';
import type { PasswordHasher } from '@gatehouse/hashing';

/** What it takes to let a password in. */
export interface AdmissionDeps {
  readonly passwords: Pick<PasswordHasher, 'hash'>;
  readonly newPasswordRules: NewPasswordRules;
  readonly countRegistration: RegisterLimit;
}

export interface RegisterDeps extends AdmissionDeps {
  readonly users: Pick<UserStore, 'insert'>;
  /** Null where nothing is mailed. */
  readonly mails: MailRows | null;
  readonly audit: Audit;
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
 * The store's unique index decides between two at once, so nothing is asked beforehand. The row of the mail with the link is there
 * before the account: no account is without its mail, and the sender drops a row that no account has come to.
 */
export const register = async (deps: RegisterDeps, input: Registration): Promise<User> => {
  const passwordHash = await hashAdmitted(deps, input);
  const account = newAccount({ ...input, id: deps.newId(), passwordHash, now: deps.now() });
  await mailLink(deps.mails, account);
  await deps.users.insert(account);
  await deps.audit({ event: 'account_created', subject: account.id, email: input.email });
  return account;
};

/** In the place of `register` while registration is closed: `forbidden` to everyone. */
export const refuseRegistration = (): never => {
  throw new GatehouseError('forbidden');
};

/** The hash of a password that keeps the rules, for a caller who has not registered too often. Throws as `register` does. */
export const hashAdmitted = async (deps: AdmissionDeps, input: Registration): Promise<string> => {
  const { password } = input;
  await requireGoodPassword(deps.newPasswordRules, { password, owner: input, pointer: '/password' });
  await deps.countRegistration(input);
  return deps.passwords.hash(password);
};

const mailLink = async (
  mails: MailRows | null,
  {
    id: accountId,
    email,
    createdAt: now,
  }: { readonly id: string; readonly email: string; readonly createdAt: Date },
): Promise<void> => {
  const cause = { why: 'registered', email } as const;
  if (mails !== null) await writeMail(mails, { kind: 'verify_email', cause, accountId, now });
};
