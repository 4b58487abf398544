// GET /users/{id}
import { httpHandler, ok } from '@gatehouse/http';
import { getDeps, service } from '../compose.ts';
import { presentUser } from '../present-user.ts';
import { UserPath } from '../user-path.schema.ts';
import { getUser } from './get.ts';

export const handler = httpHandler(
  { service, authenticated: true, pathParameters: UserPath },
  async ({ principal, pathParameters: { id } }) =>
    ok(presentUser(await getUser(await getDeps(), { principal, id }))),
);
