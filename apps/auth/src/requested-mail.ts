// What the routes share that mail a link to any address that somebody types in: one answer and one cost for every address.
import { stillWaiting } from '@gatehouse/accounts';
import type { Account, RegistrationStore, UserStore, WaitingRegistration } from '@gatehouse/db';
import type { MailLimit, RegisterLimit } from '@gatehouse/limits';
import { writeMail, type MailRows, type Occasion } from '@gatehouse/mail/rows';

export interface MailRequestDeps {
  readonly users: Pick<UserStore, 'findByEmail'>;
  readonly registrations: Pick<RegistrationStore, 'findByEmail'>;
  readonly mails: MailRows;
  readonly countRequest: RegisterLimit;
  readonly mayMail: MailLimit;
  readonly newId: () => string;
  readonly now: () => Date;
}

export interface MailRequest {
  readonly email: string;
  /** The caller's, as API Gateway saw it. */
  readonly address: string;
}

/** Whom an email is of. */
export interface Known {
  readonly account: Account | null;
  readonly registration: WaitingRegistration | null;
}

/** The account with this email, and the registration that waits for it. */
export const knownBy = async (
  { users, registrations, now }: Pick<MailRequestDeps, 'users' | 'registrations' | 'now'>,
  email: string,
): Promise<Known> => {
  const [account, registration] = await Promise.all([
    users.findByEmail(email),
    registrations.findByEmail(email),
  ]);
  return { account, registration: stillWaiting(registration, now()) };
};

/**
 * Writes the row of the mail, or one of nobody where there is nobody to write to, or one mail too many: the sender drops it. So
 * the stores do the same for every address.
 */
export const writeRequested = async (
  { mails, mayMail, newId, now }: Pick<MailRequestDeps, 'mails' | 'mayMail' | 'newId' | 'now'>,
  { email, accountId, occasion }: RequestedMail,
): Promise<void> => {
  const mayBeSent = await mayMail({ email });
  const addressee = mayBeSent ? (accountId ?? newId()) : newId();
  await writeMail(mails, { ...occasion, accountId: addressee, now: now() });
};

interface RequestedMail {
  readonly email: string;
  /** The account or registration that the mail is about; null for nobody. */
  readonly accountId: string | null;
  readonly occasion: Occasion;
}
