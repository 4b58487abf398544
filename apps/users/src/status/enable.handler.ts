import { httpHandler, ok } from '@gatehouse/http';
import { enableRoute } from '@gatehouse/users-contract/enable';
import { service, setDisabledDeps } from '../compose.ts';
import { presentUser } from '../present-user.ts';
import { setDisabledAsAdmin } from './set-disabled.ts';

export const handler = httpHandler(enableRoute, { service }, async (request) => {
  const input = { principal: request.principal, id: request.pathParameters.id, disabled: false };
  return ok(presentUser(await setDisabledAsAdmin(await setDisabledDeps(request), input)));
});
