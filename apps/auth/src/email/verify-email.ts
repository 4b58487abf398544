// Confirming an address: the link proves the mailbox and the password proves whose account it is, neither counts alone.
import { confirmationOf, type Confirmation } from '@gatehouse/accounts';
import type { Audit, Refusal } from '@gatehouse/audit';
import {
  newAccount,
  type Account,
  type OneTimeTokenStore,
  type RegistrationStore,
  type UserStore,
} from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import type { PasswordHasher } from '@gatehouse/hashing';
import { writeMail, type MailRows } from '@gatehouse/mail/rows';
import { countAttempt, type CountingDeps } from '../count-attempt.ts';
import { confirmRegistration } from '../confirm-registration.ts';
import { findLink, type FoundLink } from '../find-link.ts';

export interface VerifyEmailDeps extends CountingDeps {
  readonly users: Pick<UserStore, 'findById' | 'verifyEmail' | 'confirmPendingEmail' | 'insert'>;
  readonly registrations: Pick<RegistrationStore, 'findById' | 'remove'>;
  readonly tokens: Pick<OneTimeTokenStore, 'find' | 'dropOf'>;
  readonly mails: MailRows;
  readonly passwords: Pick<PasswordHasher, 'verify'>;
  readonly audit: Audit;
  readonly now: () => Date;
}

export interface VerifyEmailInput {
  readonly token: string;
  readonly password: string;
  /** The caller's, as API Gateway saw it. */
  readonly address: string;
}

/**
 * Confirms what the link is for. Throws `invalid_grant` for a link that is not good (any more), `invalid_credentials` for a wrong
 * password, which spends nothing, `too_many_attempts`, and `email_taken` where another account has the address by now.
 */
export const verifyEmail = async (deps: VerifyEmailDeps, input: VerifyEmailInput): Promise<void> => {
  const { token, addressee } = await findLink(deps, input.token);
  const confirmation = confirmationOf(token, addressee, deps.now());
  if (confirmation === null) throw new GatehouseError('invalid_grant');
  await requirePassword(deps, confirmation, input);
  const accountId = await confirm(deps, confirmation);
  await dropUsed(deps, accountId, token);
};

/** All links to the address that is confirmed by now; one to a pending address stays good when the account's own is confirmed. */
const dropUsed = async (
  { tokens }: VerifyEmailDeps,
  accountId: string,
  used: FoundLink['token'],
): Promise<void> => {
  await tokens.dropOf(accountId, ['verify_email'], used?.binding).catch(() => undefined);
};

/** Counted as it is at a login, and refused as there. */
const requirePassword = async (
  deps: VerifyEmailDeps,
  confirmation: Confirmation,
  { password, address }: VerifyEmailInput,
): Promise<void> => {
  const { subject, email, passwordHash, disabled } = ownerOf(confirmation);
  const attempt = await countAttempt(deps, { email, address }, async () => ({ subject, email }));
  const isRight = await deps.passwords.verify(password, passwordHash);
  if (!isRight || disabled) {
    const why: Refusal = isRight ? 'disabled' : 'wrong_password';
    await deps.audit({ event: 'login_failed', subject, why, email });
    throw new GatehouseError('invalid_credentials');
  }
  await attempt.succeeded();
};

/** Whose password it takes. A registration that waits is no account yet, and so no subject of an event. */
const ownerOf = (confirmation: Confirmation) => {
  if (confirmation.confirms === 'registration') {
    const { email, passwordHash } = confirmation.registration;
    return { subject: null, email, passwordHash, disabled: false };
  }
  const { id: subject, email, passwordHash, disabled } = confirmation.account;
  return { subject, email, passwordHash, disabled };
};

/** One write decides, also among several with the same link; the id of the account. */
const confirm = async (deps: VerifyEmailDeps, confirmation: Confirmation): Promise<string> => {
  switch (confirmation.confirms) {
    case 'own':
      return confirmOwn(deps, confirmation.account);
    case 'pending':
      return confirmPending(deps, confirmation.account, confirmation.pendingId);
    case 'registration': {
      const { registration } = confirmation;
      const account = newAccount({ ...registration, emailVerified: true, now: deps.now() });
      if (!(await confirmRegistration(deps, account))) throw new GatehouseError('invalid_grant');
      return account.id;
    }
  }
};

const confirmOwn = async (
  { users, audit, now }: VerifyEmailDeps,
  { id, email }: Account,
): Promise<string> => {
  const verified = await users.verifyEmail(id, { email, now: now() });
  if (verified === null) throw new GatehouseError('invalid_grant');
  await audit({ event: 'email_verified', subject: id, email });
  return id;
};

/** The old address is told of it: the row of that mail is there before the change. */
const confirmPending = async (
  { users, mails, audit, now }: VerifyEmailDeps,
  { id, email: to, credentialGeneration }: Account,
  pendingId: string,
): Promise<string> => {
  const counted = { why: 'counted', to, credentialGeneration: credentialGeneration + 1 } as const;
  await writeMail(mails, { kind: 'email_changed', cause: counted, accountId: id, now: now() });
  const changed = await users.confirmPendingEmail(id, { pendingId, now: now() });
  if (changed === null) throw new GatehouseError('invalid_grant');
  const { email } = changed;
  await audit({ event: 'account_changed', subject: id, changed: ['email'], email });
  await audit({ event: 'email_verified', subject: id, email });
  return id;
};
