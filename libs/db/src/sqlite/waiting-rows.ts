// The rows of what waits, and their ways to and from the ports' types.
import { requireText } from '../text.ts';
import type { Mail, MailKind, OneTimeToken, TokenKind, WaitingRegistration } from '../waiting-ports.ts';

export type RegistrationRow = {
  readonly email: string;
  readonly id: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly password_hash: string;
  readonly created_at: number;
  readonly expires_at: number;
};

export type TokenRow = {
  readonly digest: string;
  readonly kind: string;
  readonly account_id: string;
  readonly binding: string;
  readonly tries_left: number;
  readonly expires_at: number;
};

export type MailRow = {
  readonly id: string;
  readonly kind: string;
  readonly account_id: string;
  readonly cause: string;
  readonly created_at: number;
  readonly due_at: number;
  readonly attempts: number;
};

export const toRegistrationRow = (registration: WaitingRegistration): RegistrationRow => ({
  email: requireText(registration.email),
  id: requireText(registration.id),
  first_name: requireText(registration.firstName),
  last_name: requireText(registration.lastName),
  password_hash: requireText(registration.passwordHash),
  created_at: registration.createdAt.getTime(),
  expires_at: registration.expiresAt.getTime(),
});

export const toRegistration = (row: RegistrationRow): WaitingRegistration => ({
  id: row.id,
  email: row.email,
  firstName: row.first_name,
  lastName: row.last_name,
  passwordHash: row.password_hash,
  createdAt: new Date(row.created_at),
  expiresAt: new Date(row.expires_at),
});

export const toTokenRow = (token: OneTimeToken): TokenRow => ({
  digest: requireText(token.digest),
  kind: requireText(token.kind),
  account_id: requireText(token.accountId),
  binding: requireText(token.binding),
  tries_left: token.triesLeft,
  expires_at: token.expiresAt.getTime(),
});

export const toToken = (row: TokenRow): OneTimeToken => ({
  digest: row.digest,
  kind: row.kind as TokenKind,
  accountId: row.account_id,
  binding: row.binding,
  triesLeft: row.tries_left,
  expiresAt: new Date(row.expires_at),
});

export const toMailRow = (mail: Mail): MailRow => ({
  id: requireText(mail.id),
  kind: requireText(mail.kind),
  account_id: requireText(mail.accountId),
  cause: requireText(mail.cause),
  created_at: mail.createdAt.getTime(),
  due_at: mail.dueAt.getTime(),
  attempts: mail.attempts,
});

export const toMail = (row: MailRow): Mail => ({
  id: row.id,
  kind: row.kind as MailKind,
  accountId: row.account_id,
  cause: row.cause,
  createdAt: new Date(row.created_at),
  dueAt: new Date(row.due_at),
  attempts: row.attempts,
});
