import { httpHandler, ok } from '@gatehouse/http';
import { setRolesRoute } from '@gatehouse/users-contract/set-roles';
import { service, setRolesDeps } from '../compose.ts';
import { presentUser } from '../present-user.ts';
import { setRolesAsAdmin } from './set-roles.ts';

export const handler = httpHandler(setRolesRoute, { service }, async (request) => {
  const { principal, pathParameters, body } = request;
  const input = { principal, id: pathParameters.id, roles: body.roles };
  return ok(presentUser(await setRolesAsAdmin(await setRolesDeps(request), input)));
});
