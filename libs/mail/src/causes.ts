// Why a mail is sent, as a typed union and as the text in its row. No other module makes or reads that text.
import type { MailKind } from '@gatehouse/db';

/** The causes of each kind of mail. A number or id is that of the account once the change that causes the mail has happened. */
export interface Causes {
  readonly verify_email:
    /** The account's own address. `resend` voids the links to it that were sent before. */
    | { readonly why: 'registered' | 'resend'; readonly email: string }
    /** A registration that waits to be confirmed; the row's account is the one to be. `waiting_resend` voids the links before. */
    | { readonly why: 'waiting' | 'waiting_again' | 'waiting_resend' }
    /** An address that an account is to have. `pending_resend` voids the links to it before. */
    | { readonly why: 'pending' | 'pending_resend'; readonly pendingId: string };
  /** Of an account, or of a registration that waits, which has the generation 0. */
  readonly reset_password: { readonly why: 'forgot' | 'operator'; readonly credentialGeneration: number };
  /** Both numbers, since a change of email raises the generation too, but not the epoch. */
  readonly password_changed: { readonly credentialGeneration: number; readonly epoch: number };
  readonly email_changed:
    /** `to` is the address of the account, which is about to be the old one. */
    | { readonly why: 'asked'; readonly to: string; readonly pendingId: string }
    /** `to` is the old address. */
    | { readonly why: 'counted'; readonly to: string; readonly credentialGeneration: number };
  readonly second_factor_changed: { readonly factorsGeneration: number };
  readonly account_exists: Readonly<Record<never, never>>;
}

/** Why a mail of one kind is sent. */
export type Cause<K extends MailKind = MailKind> = Causes[K];

/** A kind together with a cause of it, so that `switch` on the kind narrows the cause. */
export type Occasion = {
  readonly [K in MailKind]: { readonly kind: K; readonly cause: Causes[K] };
}[MailKind];

/** The text of a cause, for its row. */
export const formatCause = (cause: Cause): string => JSON.stringify(cause);

/** The kind and cause of a row, or null for a text that this version does not know: a newer one may have written it. */
export const parseCause = ({
  kind,
  cause,
}: {
  readonly kind: string;
  readonly cause: string;
}): Occasion | null => {
  const read = objectOf(cause);
  const forms = Object.hasOwn(FORMS, kind) ? FORMS[kind as MailKind] : [];
  return read !== null && forms.some((form) => has(read, form)) ? ({ kind, cause: read } as Occasion) : null;
};

/** The members of a cause: the texts that `why` may be, or the type of any other member. */
type Form = Readonly<Record<string, 'string' | 'number' | readonly string[]>>;

const FORMS: Readonly<Record<MailKind, readonly Form[]>> = {
  verify_email: [
    { why: ['registered', 'resend'], email: 'string' },
    { why: ['waiting', 'waiting_again', 'waiting_resend'] },
    { why: ['pending', 'pending_resend'], pendingId: 'string' },
  ],
  reset_password: [{ why: ['forgot', 'operator'], credentialGeneration: 'number' }],
  password_changed: [{ credentialGeneration: 'number', epoch: 'number' }],
  email_changed: [
    { why: ['asked'], to: 'string', pendingId: 'string' },
    { why: ['counted'], to: 'string', credentialGeneration: 'number' },
  ],
  second_factor_changed: [{ factorsGeneration: 'number' }],
  account_exists: [{}],
};

const has = (read: Readonly<Record<string, unknown>>, form: Form): boolean =>
  Object.keys(read).length === Object.keys(form).length &&
  Object.entries(form).every(([name, wanted]) =>
    typeof wanted === 'string' ? typeof read[name] === wanted : wanted.some((text) => text === read[name]),
  );

const objectOf = (text: string): Readonly<Record<string, unknown>> | null => {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null ? (read as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
};
