import { httpHandler, noContent } from '@gatehouse/http';
import { removeRoute } from '@gatehouse/users-contract/remove';
import { removeDeps, service } from '../compose.ts';
import { removeUser } from './remove.ts';

export const handler = httpHandler(removeRoute, { service }, async (request) => {
  const { principal, pathParameters } = request;
  await removeUser(await removeDeps(request), { principal, id: pathParameters.id });
  return noContent();
});
