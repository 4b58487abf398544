import { httpHandler, noContent } from '@gatehouse/http';
import { removeRoute } from '@gatehouse/users-contract/remove';
import { removeDeps, service } from '../compose.ts';
import { removeUser } from './remove.ts';

export const handler = httpHandler(
  removeRoute,
  { service },
  async ({ principal, pathParameters: { id } }) => {
    await removeUser(await removeDeps(), { principal, id });
    return noContent();
  },
);
