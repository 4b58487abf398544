// Giving and taking roles.
import type { Audit } from '@gatehouse/audit';
import type { Account, UserStore } from '@gatehouse/db';
import { leavingAnAdmin, type LastAdminDeps } from './last-admin.ts';
import type { Meant } from './meant.ts';

export interface RolesDeps extends LastAdminDeps {
  readonly users: Pick<UserStore, 'findById' | 'vouch' | 'setRole' | 'setRoles'>;
  readonly audit: Audit;
  readonly now: () => Date;
}

/** Puts the whole list in the place of the account's; the account as it is then, or null. Throws `last_admin`. */
export const setRoles = async (
  deps: RolesDeps,
  { roles, ...meant }: Meant & { readonly roles: readonly string[] },
): Promise<Account | null> => {
  const { users, now } = deps;
  const changed = roles.includes('admin')
    ? await users.setRoles(meant.id, roles, now())
    : await leavingAnAdmin(deps, meant.id, ({ id, vouches }) => users.setRoles(id, roles, now(), vouches));
  return told(deps, meant, changed);
};

/** Adds one role; the account as it is then, or null. */
export const grantRole = async (
  deps: RolesDeps,
  { role, ...meant }: Meant & { readonly role: string },
): Promise<Account | null> => told(deps, meant, await deps.users.setRole(meant.id, role, true, deps.now()));

/** Takes one role; the account as it is then, or null. Throws `last_admin`. */
export const revokeRole = async (
  deps: RolesDeps,
  { role, ...meant }: Meant & { readonly role: string },
): Promise<Account | null> => {
  const { users, now } = deps;
  const changed =
    role === 'admin'
      ? await leavingAnAdmin(deps, meant.id, ({ id, vouches }) =>
          users.setRole(id, role, false, now(), vouches),
        )
      : await users.setRole(meant.id, role, false, now());
  return told(deps, meant, changed);
};

const told = async (
  { audit }: RolesDeps,
  { id: subject, ...named }: Meant,
  changed: Account | null,
): Promise<Account | null> => {
  if (changed !== null) await audit({ event: 'roles_changed', subject, roles: changed.roles, ...named });
  return changed;
};
