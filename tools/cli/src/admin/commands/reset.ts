// npm run admin -- reset EMAIL
import { mailReset } from '@gatehouse/accounts/acts';
import { UsageError } from '../../run-command.ts';
import { accountOf } from '../account-of.ts';
import type { AdminCommand } from '../command.ts';

/** Nobody sets another's password: whoever reads the mail does. */
export const reset: AdminCommand = {
  takes: 'EMAIL',
  does: 'mails a link to a new password',
  run: async ({ mailRows: mails, ...deps }, { email }) => {
    if (mails === null)
      throw new UsageError('mail is off: set MAIL_URL as the stack has it, or nobody sends the link');
    const { id, credentialGeneration, email: to } = await accountOf(deps, email);
    await mailReset({ ...deps, mails }, { id, credentialGeneration, email });
    return [`${to} is mailed a link to a new password by the running apps; it lives 30 minutes`];
  },
};
