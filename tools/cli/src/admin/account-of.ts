// The account that an operator names by its email.
import type { Account, UserStore } from '@gatehouse/db';
import { UsageError } from '../run-command.ts';

/** In any letter case. Throws `UsageError` where there is none. */
export const accountOf = async (
  { users }: { readonly users: Pick<UserStore, 'findByEmail'> },
  email: string,
): Promise<Account> => (await users.findByEmail(email.toLowerCase())) ?? refuseUnknown();

/** There is none, or it went while the command ran. */
export const refuseUnknown = (): never => {
  throw new UsageError('there is no account with this email');
};
