// npm run admin -- revoke EMAIL [ROLE]
import { revokeRole } from '@gatehouse/accounts/acts';
import { accountOf, refuseUnknown } from '../account-of.ts';
import type { AdminCommand } from '../command.ts';
import { requireKnown } from '../roles.ts';

/** A role that the account has is taken, whether or not a table names it; another may be a slip of the pen. */
export const revoke: AdminCommand = {
  takes: 'EMAIL [ROLE] [--force]',
  does: 'takes a role',
  run: async (deps, { email, role, force }) => {
    const { id, roles } = await accountOf(deps, email);
    if (!roles.includes(role)) await requireKnown(deps, { role, force });
    const account = (await revokeRole(deps, { id, role, email })) ?? refuseUnknown();
    return [`${account.email} ${role === 'admin' ? 'is no admin any more' : `has the role ${role} no more`}`];
  },
};
