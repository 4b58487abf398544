// npm run admin -- grant EMAIL [ROLE]
import { grantRole } from '@gatehouse/accounts/acts';
import { accountOf, refuseUnknown } from '../account-of.ts';
import type { AdminCommand } from '../command.ts';
import { requireKnown, requireRoomFor } from '../roles.ts';

export const grant: AdminCommand = {
  takes: 'EMAIL [ROLE] [--force]',
  does: 'gives a role',
  run: async (deps, { email, role, force }) => {
    const { id, roles } = await accountOf(deps, email);
    await requireKnown(deps, { role, force });
    requireRoomFor(role, roles);
    const account = (await grantRole(deps, { id, role, email })) ?? refuseUnknown();
    const done = role === 'admin' ? 'is an admin' : `has the role ${role}`;
    return [`${account.email} ${done}; tokens carry the role from the next login or refresh on`];
  },
};
