// npm run admin -- logout EMAIL
import { endSessionsOf } from '@gatehouse/accounts/acts';
import { accountOf, refuseUnknown } from '../account-of.ts';
import type { AdminCommand } from '../command.ts';

export const logout: AdminCommand = {
  takes: 'EMAIL',
  does: 'ends all sessions of an account',
  run: async (deps, { email }) => {
    const { id } = await accountOf(deps, email);
    const account = (await endSessionsOf(deps, id)) ?? refuseUnknown();
    return [`${account.email} is logged out everywhere`];
  },
};
