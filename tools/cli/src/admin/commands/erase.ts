// npm run admin -- erase EMAIL
import { eraseAccount, eraseWaiting } from '@gatehouse/accounts/acts';
import { refuseUnknown } from '../account-of.ts';
import type { AdminCommand } from '../command.ts';

/** What DELETE /users/{id} does, and a registration that waits as well. */
export const erase: AdminCommand = {
  takes: 'EMAIL',
  does: 'erases an account with all that is kept about it',
  run: async (deps, { email }) => {
    const account = await deps.users.findByEmail(email.toLowerCase());
    const erased = account !== null && (await eraseAccount(deps, { id: account.id, email }));
    const waited = await eraseWaiting(deps, email);
    if (!erased && !waited) refuseUnknown();
    const what = erased ? 'is erased' : 'waits for no confirmation any more';
    return [`${email.toLowerCase()} ${what}, with all that was kept about it`];
  },
};
