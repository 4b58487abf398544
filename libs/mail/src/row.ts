// The row of a mail as a store keeps it: what is to be sent to whom and why, and never a token or a text.

/** What a mail is about; the header `X-Gatehouse-Kind` of the mail says it. */
export type MailKind =
  | 'verify_email'
  | 'reset_password'
  | 'password_changed'
  | 'email_changed'
  | 'second_factor_changed'
  | 'account_exists';

/** A mail that is to be sent. `cause` is text of `formatCause`; `attempts` is how often a sender has taken it up. */
export interface Mail {
  readonly id: string;
  readonly kind: MailKind;
  readonly accountId: string;
  readonly cause: string;
  readonly createdAt: Date;
  readonly dueAt: Date;
  readonly attempts: number;
}

/** Where rows go. `insert` answers false when a row of that id is there already. */
export interface MailRows {
  insert(mail: Mail): Promise<boolean>;
}
