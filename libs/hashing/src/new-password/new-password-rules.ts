// What an operator and an account make of the rules of a new password.
import type { PasswordOwner } from './own-words.ts';

/** What a new password is held against. */
export interface NewPasswordRules {
  /** How long it has to be, in code points; the operator's choice, 8 at the least. */
  readonly minLength: number;
  /** Whose it is to be. */
  readonly owner: PasswordOwner;
}

/** The longest new password in code points, far above the 64 that must be possible (NIST SP 800-63B-4 §3.1.1.2). */
export const MAX_PASSWORD_LENGTH = 256;
