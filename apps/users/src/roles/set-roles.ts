// Putting a whole list of roles in the place of an account's, for admins.
import { recentAdminCaller, type RecentDeps } from '@gatehouse/accounts';
import { setRoles, type KnownRoles, type RolesDeps } from '@gatehouse/accounts/acts';
import { GatehouseError, type FieldError } from '@gatehouse/errors';
import type { Principal } from '@gatehouse/http/principal';
import { seenBy, type SeenUser } from '../present-user.ts';

export interface SetRolesDeps extends RecentDeps, RolesDeps {
  readonly users: RecentDeps['users'] & RolesDeps['users'];
  readonly knownRoles: KnownRoles;
}

export interface SetRolesInput {
  readonly principal: Principal;
  readonly id: string;
  readonly roles: readonly string[];
}

/**
 * The account with these roles. Throws `unauthorized`, `forbidden`, `reauthentication_required`, `validation_failed` for a list that
 * cannot be an account's, `not_found`, `last_admin`.
 */
export const setRolesAsAdmin = async (
  deps: SetRolesDeps,
  { principal, id, roles }: SetRolesInput,
): Promise<SeenUser> => {
  const caller = await recentAdminCaller(deps, principal);
  const errors = faultsOf(roles, await deps.knownRoles());
  if (errors.length > 0) throw new GatehouseError('validation_failed', { errors });
  const user = await setRoles(deps, { id, roles });
  if (user === null) throw new GatehouseError('not_found');
  return seenBy(caller, user);
};

const faultsOf = (roles: readonly string[], known: readonly string[]): readonly FieldError[] => [
  ...(roles.includes('user') ? [] : [{ pointer: '/roles', message: 'must have user among them' }]),
  ...roles.flatMap((role, index) => faultOf(role, roles.indexOf(role) < index, known, `/roles/${index}`)),
];

const faultOf = (
  role: string,
  isRepeated: boolean,
  known: readonly string[],
  pointer: string,
): readonly FieldError[] => {
  if (isRepeated) return [{ pointer, message: 'must not be there twice' }];
  if (role === 'user' || known.includes(role)) return [];
  return [{ pointer, message: `must be one of user, ${known.join(', ')}` }];
};
