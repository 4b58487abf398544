import type { UserChange } from '@gatehouse/db';
import { httpHandler, ok, type HttpRequest } from '@gatehouse/http';
import { updateRoute } from '@gatehouse/users-contract/update';
import { service, updateDeps } from '../compose.ts';
import { presentUser } from '../present-user.ts';
import { updateUser } from './update.ts';

export const handler = httpHandler(updateRoute, { service }, async (request) => {
  const { principal, pathParameters, body } = request;
  const input = { principal, id: pathParameters.id, change: changeOf(body) };
  return ok(presentUser(await updateUser(await updateDeps(request), input)));
});

const changeOf = ({ first_name, last_name, email }: HttpRequest<typeof updateRoute>['body']): UserChange => ({
  ...(first_name !== undefined && { firstName: first_name }),
  ...(last_name !== undefined && { lastName: last_name }),
  ...(email !== undefined && { email: email.toLowerCase() }),
});
