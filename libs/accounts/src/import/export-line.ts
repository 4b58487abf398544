// An account as a line of an export, from which an import makes the same account.
import type { Account } from '@gatehouse/db';
import { NO_PASSWORD } from '../no-password.ts';
import type { AccountLine } from './account-line.ts';

/** The hash is a secret, and comes only where it is asked for; an account without a password has none. */
export const exportLine = (account: Account, withHashes: boolean): AccountLine => ({
  id: account.id,
  email: account.email,
  first_name: account.firstName,
  last_name: account.lastName,
  roles: [...account.roles],
  email_verified: account.emailVerified,
  disabled: account.disabled,
  created_at: account.createdAt.toISOString(),
  ...(withHashes && account.passwordHash !== NO_PASSWORD && { password_hash: account.passwordHash }),
});
