// The ports of what waits for someone: registrations for their confirmation, one-time tokens for their use, mails for the sender.
// Errors are those of accounts (`ports.ts`). Whether something has expired is judged by its reader: a store may keep it longer.

/** A registration whose address is not confirmed: no account, in no list, signs in to nothing. */
export interface WaitingRegistration {
  /** The id that its account will have. */
  readonly id: string;
  /** In lower case; one registration waits for an address. */
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly passwordHash: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Registrations that wait to be confirmed. */
export interface RegistrationStore {
  /** Whether it waits from now on: false, and nothing is changed, where another has not expired at its `createdAt`. */
  insert(registration: WaitingRegistration): Promise<boolean>;
  findById(id: string): Promise<WaitingRegistration | null>;
  findByEmail(email: string): Promise<WaitingRegistration | null>;
  /** True when it was there. */
  remove(id: string): Promise<boolean>;
}

/** What a one-time token is for. */
export type TokenKind =
  | 'verify_email'
  | 'reset_password'
  | 'login_challenge'
  | 'passkey_challenge'
  /** That an anonymous challenge was used. */
  | 'passkey_used';

/** A token that counts once, known by its digest alone. */
export interface OneTimeToken {
  readonly digest: string;
  readonly kind: TokenKind;
  /** The account, or the waiting registration, that it is for. */
  readonly accountId: string;
  /** What it was made for, as its maker writes it: its reader compares this with what is now. */
  readonly binding: string;
  readonly triesLeft: number;
  readonly expiresAt: Date;
}

/** One-time tokens. */
export interface OneTimeTokenStore {
  /** False where the digest is known. */
  insert(token: OneTimeToken): Promise<boolean>;
  find(digest: string): Promise<OneTimeToken | null>;
  /** Takes one of its tries in one write; the token as it is then, or null where none was left. */
  countTry(digest: string): Promise<OneTimeToken | null>;
  /** Removes it, and answers with it: of several at once, one has it. */
  spend(digest: string): Promise<OneTimeToken | null>;
  /** Drops all tokens of these kinds that are for the account; where a binding is given, those alone that have it. */
  dropOf(accountId: string, kinds: readonly TokenKind[], binding?: string): Promise<void>;
}

/** What a mail tells. */
export type MailKind =
  | 'verify_email'
  | 'reset_password'
  | 'password_changed'
  | 'email_changed'
  | 'second_factor_changed'
  | 'account_exists';

/** A mail that is to be sent: never its text, nor a token. */
export interface Mail {
  readonly id: string;
  readonly kind: MailKind;
  /** The account, or the waiting registration, that it is about. One that is not there is nobody's, and is not sent. */
  readonly accountId: string;
  /** Why it is sent, as `@gatehouse/mail` writes and reads it. */
  readonly cause: string;
  readonly createdAt: Date;
  /** When the sender tries it next. */
  readonly dueAt: Date;
  /** How often it was tried. */
  readonly attempts: number;
}

/** Mails until they are sent. */
export interface MailStore {
  /** False where the id is there already. */
  insert(mail: Mail): Promise<boolean>;
  /** At most `limit` mails that are due at `now`, those that wait longest first. */
  due(now: Date, limit: number): Promise<readonly Mail[]>;
  /** Counts an attempt on and sets when the next is due, if there were `attempts` until now; whether it did. */
  claim(id: string, attempt: { readonly attempts: number; readonly dueAt: Date }): Promise<boolean>;
  /** True when it was there. */
  remove(id: string): Promise<boolean>;
  /** All mails about an account, in no order. */
  listOf(accountId: string): Promise<readonly Mail[]>;
  /** Drops all mails about an account. */
  removeOf(accountId: string): Promise<void>;
}
