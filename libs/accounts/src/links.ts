// Whether the link of a mail is still good, and what it is for: pure decisions on (token, who it is for, now). A token only points:
// what it was bound to when it was made is held against the account as it is.
import type { Account, OneTimeToken, TokenKind, WaitingRegistration } from '@gatehouse/db';
import { pendingBinding, resetBinding, WAITING_BINDING } from '@gatehouse/mail/rows';

/** Whom a token is for, as the store has them now. */
export interface Addressee {
  readonly account: Account | null;
  readonly registration: WaitingRegistration | null;
}

/** What a link confirms: the account's own address, the one it is to have, or a registration. */
export type Confirmation =
  | { readonly confirms: 'own'; readonly account: Account }
  | { readonly confirms: 'pending'; readonly account: Account; readonly pendingId: string }
  | { readonly confirms: 'registration'; readonly registration: WaitingRegistration };

/** Whose password a link resets. */
export type Reset =
  | { readonly resets: 'account'; readonly account: Account }
  | { readonly resets: 'registration'; readonly registration: WaitingRegistration };

/** What this token confirms now; null where it is unknown, late or void. */
export const confirmationOf = (
  token: OneTimeToken | null,
  { account, registration }: Addressee,
  now: Date,
): Confirmation | null => {
  if (!isCurrent(token, 'verify_email', now)) return null;
  if (account === null) return ofRegistration(token, registration, now, { confirms: 'registration' });
  if (token.binding === account.email) return account.emailVerified ? null : { confirms: 'own', account };
  const { pendingId } = account;
  return pendingId !== null && token.binding === pendingBinding(pendingId)
    ? { confirms: 'pending', account, pendingId }
    : null;
};

/** Whose password this token resets now; null where it is unknown, late or void. */
export const resetOf = (
  token: OneTimeToken | null,
  { account, registration }: Addressee,
  now: Date,
): Reset | null => {
  if (!isCurrent(token, 'reset_password', now)) return null;
  if (account === null) return ofRegistration(token, registration, now, { resets: 'registration' });
  return isBoundTo(token, account.credentialGeneration) ? { resets: 'account', account } : null;
};

/** One that was made while the registration waited is as good for the account that it has become: nothing has changed since. */
const isBoundTo = ({ binding }: OneTimeToken, generation: number): boolean =>
  binding === resetBinding(generation) || (binding === WAITING_BINDING && generation === CONFIRMED);

/** The credential generation of an account whose registration was confirmed and whose password and email are those of it. */
const CONFIRMED = 0;

/** The registration, while it waits. */
export const stillWaiting = (
  registration: WaitingRegistration | null,
  now: Date,
): WaitingRegistration | null =>
  registration !== null && now < registration.expiresAt ? registration : null;

const isCurrent = (token: OneTimeToken | null, kind: TokenKind, now: Date): token is OneTimeToken =>
  token !== null && token.kind === kind && now < token.expiresAt;

const ofRegistration = <What extends object>(
  { binding }: OneTimeToken,
  registration: WaitingRegistration | null,
  now: Date,
  what: What,
): (What & { readonly registration: WaitingRegistration }) | null => {
  const waiting = stillWaiting(registration, now);
  return waiting !== null && binding === WAITING_BINDING ? { ...what, registration: waiting } : null;
};
