// npm run admin -- enable EMAIL
import { enableAccount } from '@gatehouse/accounts/acts';
import { accountOf, refuseUnknown } from '../account-of.ts';
import type { AdminCommand } from '../command.ts';

export const enable: AdminCommand = {
  takes: 'EMAIL',
  does: 'enables a disabled account',
  run: async (deps, { email }) => {
    const { id } = await accountOf(deps, email);
    const account = (await enableAccount(deps, { id, email })) ?? refuseUnknown();
    return [`${account.email} is enabled`];
  },
};
