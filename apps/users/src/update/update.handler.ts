// PATCH /users/{id}
import type { UserChange } from '@gatehouse/db';
import { httpHandler, ok } from '@gatehouse/http';
import type { Static } from 'typebox';
import { service, updateDeps } from '../compose.ts';
import { presentUser } from '../present-user.ts';
import { UserPath } from '../user-path.schema.ts';
import { updateUser } from './update.ts';
import { UpdateRequest } from './update.schema.ts';

export const handler = httpHandler(
  { service, authenticated: true, pathParameters: UserPath, body: UpdateRequest },
  async ({ principal, pathParameters: { id }, body }) =>
    ok(presentUser(await updateUser(await updateDeps(), { principal, id, change: changeOf(body) }))),
);

const changeOf = ({ first_name, last_name, email }: Static<typeof UpdateRequest>): UserChange => ({
  ...(first_name !== undefined && { firstName: first_name }),
  ...(last_name !== undefined && { lastName: last_name }),
  ...(email !== undefined && { email: email.toLowerCase() }),
});
