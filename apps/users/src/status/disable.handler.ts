import { httpHandler, ok } from '@gatehouse/http';
import { disableRoute } from '@gatehouse/users-contract/disable';
import { service, setDisabledDeps } from '../compose.ts';
import { presentUser } from '../present-user.ts';
import { setDisabledAsAdmin } from './set-disabled.ts';

export const handler = httpHandler(disableRoute, { service }, async (request) => {
  const input = { principal: request.principal, id: request.pathParameters.id, disabled: true };
  return ok(presentUser(await setDisabledAsAdmin(await setDisabledDeps(request), input)));
});
