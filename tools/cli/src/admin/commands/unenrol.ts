// npm run admin -- unenrol EMAIL
import { unenrol as removeFactors } from '@gatehouse/accounts/acts';
import { UsageError } from '../../run-command.ts';
import { accountOf } from '../account-of.ts';
import type { AdminCommand } from '../command.ts';

/** For whoever has lost the telephone and the recovery codes. The password alone signs in from then on. */
export const unenrol: AdminCommand = {
  takes: 'EMAIL',
  does: 'removes all second factors, ends all sessions and tells the owner',
  run: async ({ mailRows: mails, ...deps }, { email }) => {
    const account = await accountOf(deps, email);
    if (!(await removeFactors({ ...deps, mails }, { id: account.id, email })))
      throw new UsageError('the account has no second factor');
    const told = mails === null ? 'mail is off, so tell the owner' : 'the owner is told';
    return [`${account.email} has no second factor any more, and its sessions have ended; ${told}`];
  },
};
