// What an operator and an account make of the rules of a new password.
import type { PasswordOwner } from './own-words.ts';

export interface NewPasswordRules {
  /** How long it has to be, in code points; the operator's choice, 8 at the least. */
  readonly minLength: number;
  /** Whose it is to be. */
  readonly owner: PasswordOwner;
}
