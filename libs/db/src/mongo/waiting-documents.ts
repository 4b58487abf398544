// The documents of what waits, and their ways to and from the ports' types.
import { requireText } from '../text.ts';
import type { Mail, OneTimeToken, WaitingRegistration } from '../waiting-ports.ts';

/** `_id` is the email, so that one waits for it. */
export interface RegistrationDocument extends Omit<WaitingRegistration, 'email'> {
  readonly _id: string;
}

/** `_id` is the digest. */
export interface TokenDocument extends Omit<OneTimeToken, 'digest'> {
  readonly _id: string;
}

export interface MailDocument extends Omit<Mail, 'id'> {
  readonly _id: string;
}

export const toRegistrationDocument = (registration: WaitingRegistration): RegistrationDocument => ({
  _id: requireText(registration.email),
  id: requireText(registration.id),
  firstName: requireText(registration.firstName),
  lastName: requireText(registration.lastName),
  passwordHash: requireText(registration.passwordHash),
  createdAt: registration.createdAt,
  expiresAt: registration.expiresAt,
});

export const toRegistration = (document: RegistrationDocument): WaitingRegistration => ({
  id: document.id,
  email: document._id,
  firstName: document.firstName,
  lastName: document.lastName,
  passwordHash: document.passwordHash,
  createdAt: document.createdAt,
  expiresAt: document.expiresAt,
});

export const toTokenDocument = (token: OneTimeToken): TokenDocument => ({
  _id: requireText(token.digest),
  kind: token.kind,
  accountId: requireText(token.accountId),
  binding: requireText(token.binding),
  triesLeft: token.triesLeft,
  expiresAt: token.expiresAt,
});

export const toToken = (document: TokenDocument): OneTimeToken => ({
  digest: document._id,
  kind: document.kind,
  accountId: document.accountId,
  binding: document.binding,
  triesLeft: document.triesLeft,
  expiresAt: document.expiresAt,
});

export const toMailDocument = (mail: Mail): MailDocument => ({
  _id: requireText(mail.id),
  kind: mail.kind,
  accountId: requireText(mail.accountId),
  cause: requireText(mail.cause),
  createdAt: mail.createdAt,
  dueAt: mail.dueAt,
  attempts: mail.attempts,
});

export const toMail = (document: MailDocument): Mail => ({
  id: document._id,
  kind: document.kind,
  accountId: document.accountId,
  cause: document.cause,
  createdAt: document.createdAt,
  dueAt: document.dueAt,
  attempts: document.attempts,
});
