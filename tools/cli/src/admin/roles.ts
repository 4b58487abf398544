// The roles that an operator can give: only those that count somewhere, unless forced.
import type { KnownRoles } from '@gatehouse/accounts/acts';
import { ROLE } from '@gatehouse/contract/callers';
import { MAX_ROLES } from '@gatehouse/jwt';
import { UsageError } from '../run-command.ts';

/** Throws `UsageError` for what is no name of a role, and for `user`, which every account has and keeps. */
export const requireGrantable = (role: string): void => {
  if (role === 'user')
    throw new UsageError('user is given to every account, and is neither granted nor revoked');
  if (!ROLE.test(role))
    throw new UsageError(
      'a role is a name of at most 64 letters in lower case, digits and _ . : -, a letter first',
    );
};

/** Throws `UsageError` for a role that no access table names, but by force. */
export const requireKnown = async (
  { knownRoles }: { readonly knownRoles: KnownRoles },
  { role, force }: { readonly role: string; readonly force: boolean },
): Promise<void> => {
  const known = force ? [role] : await knownRoles();
  if (!known.includes(role))
    throw new UsageError(
      `no access table names the role ${role}; there are: ${known.join(', ')} (or --force)`,
    );
};

/** Throws `UsageError` for one role more than a token carries. */
export const requireRoomFor = (role: string, roles: readonly string[]): void => {
  if (!roles.includes(role) && roles.length >= MAX_ROLES)
    throw new UsageError(`the account has ${MAX_ROLES} roles, and a token carries no more`);
};
