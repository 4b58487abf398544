import type { UserChange } from '@gatehouse/db';
import { httpHandler, ok, type HttpRequest } from '@gatehouse/http';
import { updateRoute } from '@gatehouse/users-contract/update';
import { service, updateDeps } from '../compose.ts';
import { presentUser } from '../present-user.ts';
import { updateUser } from './update.ts';

export const handler = httpHandler(
  updateRoute,
  { service },
  async ({ principal, pathParameters: { id }, body }) =>
    ok(presentUser(await updateUser(await updateDeps(), { principal, id, change: changeOf(body) }))),
);

const changeOf = ({ first_name, last_name, email }: HttpRequest<typeof updateRoute>['body']): UserChange => ({
  ...(first_name !== undefined && { firstName: first_name }),
  ...(last_name !== undefined && { lastName: last_name }),
  ...(email !== undefined && { email: email.toLowerCase() }),
});
