// What the texts of one language are: a letter for each thing that a mail can tell.

/** Each letter by name; a change of email has two, since its owner is told when it is asked for and when it counts. */
export type LetterName =
  | 'verify_email'
  | 'reset_password'
  | 'password_changed'
  | 'email_change_asked'
  | 'email_changed'
  | 'second_factor_changed'
  | 'account_exists';

/** What a letter may say of its occasion. */
export interface Facts {
  /** The address that it goes to. */
  readonly address: string;
  /** Until when its link is good; null for a letter without one. */
  readonly until: Date | null;
}

/** A letter as plain text, a paragraph each; whoever renders it escapes it. */
export interface Letter {
  readonly subject: string;
  /** What stands before the link. */
  readonly before: readonly string[];
  /** What the link says in HTML; of a letter with a link alone. */
  readonly linkText?: string;
  /** What stands behind the link. */
  readonly after: readonly string[];
}

/** All texts of one language. */
export interface Texts {
  /** A language tag (BCP 47). */
  readonly language: string;
  /** How a letter begins; without a name where there is none that is fit to be shown. */
  readonly greeting: (name: string | null) => string;
  readonly letters: Readonly<Record<LetterName, (facts: Facts) => Letter>>;
}
