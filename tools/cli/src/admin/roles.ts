// What an operator does to the roles of an account: only roles that count somewhere are given, and every one is taken.
import { ROLE } from '@gatehouse/contract/callers';
import type { Account, UserStore } from '@gatehouse/db';
import { MAX_ROLES } from '@gatehouse/jwt';
import { UsageError } from '../run-command.ts';

export interface RoleDeps {
  readonly users: Pick<UserStore, 'setRole'>;
  /** The roles that some access table names. */
  readonly knownRoles: () => Promise<readonly string[]>;
  readonly now: Date;
}

export interface RoleChange {
  readonly account: Account;
  readonly role: string;
  /** The role counts although no access table names it yet. */
  readonly force: boolean;
}

/** Throws `UsageError` for what is no name of a role, and for `user`, which every account has and keeps. */
export const requireGrantable = (role: string): void => {
  if (role === 'user')
    throw new UsageError('user is given to every account, and is neither granted nor revoked');
  if (!ROLE.test(role))
    throw new UsageError(
      'a role is a name of at most 64 letters in lower case, digits and _ . : -, a letter first',
    );
};

/** Null when the account is gone. Throws `UsageError` for a role that no access table names. */
export const grantRole = async (deps: RoleDeps, change: RoleChange): Promise<Account | null> => {
  const { account, role } = change;
  await requireKnown(deps, change);
  if (!account.roles.includes(role) && account.roles.length >= MAX_ROLES)
    throw new UsageError(`the account has ${MAX_ROLES} roles, and a token carries no more`);
  return deps.users.setRole(account.id, role, true, deps.now);
};

/** Null when the account is gone. A role that the account has is taken, whether or not a table names it. */
export const revokeRole = async (deps: RoleDeps, change: RoleChange): Promise<Account | null> => {
  const { account, role } = change;
  if (!account.roles.includes(role)) await requireKnown(deps, change);
  return deps.users.setRole(account.id, role, false, deps.now);
};

const requireKnown = async ({ knownRoles }: RoleDeps, { role, force }: RoleChange): Promise<void> => {
  const known = force ? [role] : await knownRoles();
  if (!known.includes(role))
    throw new UsageError(
      `no access table names the role ${role}; there are: ${known.join(', ')} (or --force)`,
    );
};
