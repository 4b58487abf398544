// What becomes of a row: a pure decision on its cause, on what stands in the store, and on the time.
import type { Account, WaitingRegistration } from '@gatehouse/db';
import type { Cause, Occasion } from '../causes.ts';
import { pendingBinding, resetBinding, RESET_SECONDS, VERIFY_SECONDS, WAITING_BINDING } from '../links.ts';
import type { LetterName } from '../texts/texts.ts';

/** What the sender asks of an account. */
export type Owner = Pick<
  Account,
  | 'email'
  | 'emailVerified'
  | 'firstName'
  | 'pendingEmail'
  | 'pendingId'
  | 'credentialGeneration'
  | 'epoch'
  | 'factorsGeneration'
>;

/** What the sender asks of a registration that waits to be confirmed. */
export type WaitingOwner = Pick<WaitingRegistration, 'email' | 'firstName' | 'expiresAt'>;

/** What there is by the row's account id. */
export interface Standing {
  readonly account: Owner | null;
  readonly waiting: WaitingOwner | null;
}

/** The link of a mail: what its token is for and bound to, until when it is good, and whether it voids those before that are bound to the same. */
export interface LinkOrder {
  readonly kind: 'verify_email' | 'reset_password';
  readonly binding: string;
  readonly until: Date;
  readonly voidsEarlier: boolean;
}

export type MailDecision =
  | {
      readonly act: 'send';
      readonly letter: LetterName;
      readonly to: string;
      readonly name: string;
      readonly link: LinkOrder | null;
    }
  /** The change that causes the mail may still come. */
  | { readonly act: 'wait' }
  | { readonly act: 'drop' };

/** How long after its row a change may come: much longer than a request lives. */
export const CAUSE_SECONDS = 60;

/**
 * Sends where the account has reached the state that the cause names, waits where it may still do so, and drops what is over, what no
 * change has come to in a minute, and what was written for an address that nobody has.
 */
export const decide = (
  occasion: Occasion,
  standing: Standing,
  { createdAt, now }: { readonly createdAt: Date; readonly now: Date },
): MailDecision => {
  const decision = decideNow(occasion, standing, now);
  const isLate = now.getTime() - createdAt.getTime() > CAUSE_SECONDS * 1000;
  return decision === WAIT && isLate ? DROP : decision;
};

const WAIT: MailDecision = { act: 'wait' };
const DROP: MailDecision = { act: 'drop' };

const decideNow = (occasion: Occasion, standing: Standing, now: Date): MailDecision => {
  const { kind, cause } = occasion;
  const { account } = standing;
  switch (kind) {
    case 'verify_email':
      return verification(cause, standing, now);
    case 'reset_password':
      return reset(cause, standing, now);
    case 'account_exists':
      return account === null ? DROP : notice('account_exists', account);
    case 'email_changed':
      return account === null ? DROP : changeOfEmail(cause, account);
    case 'password_changed':
      return noticeWhen(reaches(account, cause) && account.epoch >= cause.epoch, kind, account);
    case 'second_factor_changed':
      return noticeWhen((account?.factorsGeneration ?? 0) >= cause.factorsGeneration, kind, account);
  }
};

const verification = (
  cause: Cause<'verify_email'>,
  { account, waiting }: Standing,
  now: Date,
): MailDecision => {
  if ('email' in cause) return account === null ? WAIT : ownAddress(cause, account, now);
  if ('pendingId' in cause) return account === null ? DROP : pendingAddress(cause, account, now);
  if (waiting === null) return account === null ? WAIT : DROP;
  if (waiting.expiresAt <= now) return DROP;
  const voidsEarlier = cause.why === 'waiting_resend';
  return withLink('verify_email', waiting, {
    binding: WAITING_BINDING,
    until: waiting.expiresAt,
    voidsEarlier,
  });
};

const ownAddress = (
  { why, email }: { readonly why: string; readonly email: string },
  account: Owner,
  now: Date,
): MailDecision =>
  account.email !== email || account.emailVerified
    ? DROP
    : withLink('verify_email', account, {
        binding: email,
        until: after(now, VERIFY_SECONDS),
        voidsEarlier: why === 'resend',
      });

const pendingAddress = (
  { why, pendingId }: { readonly why: string; readonly pendingId: string },
  { firstName, pendingEmail, pendingId: standing }: Owner,
  now: Date,
): MailDecision =>
  pendingEmail === null || standing !== pendingId
    ? WAIT
    : withLink(
        'verify_email',
        { email: pendingEmail, firstName },
        {
          binding: pendingBinding(pendingId),
          until: after(now, VERIFY_SECONDS),
          voidsEarlier: why === 'pending_resend',
        },
      );

const reset = (
  { credentialGeneration }: Cause<'reset_password'>,
  { account, waiting }: Standing,
  now: Date,
): MailDecision => {
  const until = after(now, RESET_SECONDS);
  if (account !== null)
    return account.credentialGeneration === credentialGeneration
      ? withLink('reset_password', account, {
          binding: resetBinding(credentialGeneration),
          until,
          voidsEarlier: false,
        })
      : DROP;
  if (waiting === null || waiting.expiresAt <= now) return DROP;
  const sooner = waiting.expiresAt < until ? waiting.expiresAt : until;
  return withLink('reset_password', waiting, {
    binding: WAITING_BINDING,
    until: sooner,
    voidsEarlier: false,
  });
};

/** Both go to the address that the account had when the row was written. That it has another one by now shows that a change was asked for. */
const changeOfEmail = (cause: Cause<'email_changed'>, account: Owner): MailDecision => {
  const hasChanged = account.email !== cause.to;
  const owner = { email: cause.to, firstName: account.firstName };
  if (cause.why === 'asked')
    return hasChanged || account.pendingId === cause.pendingId ? notice('email_change_asked', owner) : WAIT;
  return hasChanged && reaches(account, cause) ? notice('email_changed', owner) : WAIT;
};

const reaches = (account: Owner | null, cause: { readonly credentialGeneration: number }): account is Owner =>
  (account?.credentialGeneration ?? -1) >= cause.credentialGeneration;

const noticeWhen = (isReached: boolean, letter: LetterName, account: Owner | null): MailDecision => {
  if (account === null) return DROP;
  return isReached ? notice(letter, account) : WAIT;
};

type Addressee = Pick<Owner, 'email' | 'firstName'>;

const notice = (letter: LetterName, { email, firstName }: Addressee): MailDecision => ({
  act: 'send',
  letter,
  to: email,
  name: firstName,
  link: null,
});

const withLink = (
  kind: LinkOrder['kind'],
  { email, firstName }: Addressee,
  link: Omit<LinkOrder, 'kind'>,
): MailDecision => ({ act: 'send', letter: kind, to: email, name: firstName, link: { kind, ...link } });

const after = (now: Date, seconds: number): Date => new Date(now.getTime() + seconds * 1000);
