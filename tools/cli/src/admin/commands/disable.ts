// npm run admin -- disable EMAIL
import { disableAccount } from '@gatehouse/accounts/acts';
import { accountOf, refuseUnknown } from '../account-of.ts';
import type { AdminCommand } from '../command.ts';

export const disable: AdminCommand = {
  takes: 'EMAIL',
  does: 'disables an account, which ends its sessions',
  run: async (deps, { email }) => {
    const { id } = await accountOf(deps, email);
    const account = (await disableAccount(deps, { id, email })) ?? refuseUnknown();
    return [`${account.email} is disabled, and its sessions have ended`];
  },
};
