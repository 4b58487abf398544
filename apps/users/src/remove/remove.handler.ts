// DELETE /users/{id}
import { httpHandler, noContent } from '@gatehouse/http';
import { removeDeps, service } from '../compose.ts';
import { UserPath } from '../user-path.schema.ts';
import { removeUser } from './remove.ts';

export const handler = httpHandler(
  { service, authenticated: true, pathParameters: UserPath },
  async ({ principal, pathParameters: { id } }) => {
    await removeUser(await removeDeps(), { principal, id });
    return noContent();
  },
);
