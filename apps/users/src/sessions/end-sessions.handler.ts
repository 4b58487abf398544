import { httpHandler, noContent } from '@gatehouse/http';
import { endSessionsRoute } from '@gatehouse/users-contract/end-sessions';
import { auditedDeps, service } from '../compose.ts';
import { endSessionsAsAdmin } from './end-sessions.ts';

export const handler = httpHandler(endSessionsRoute, { service }, async (request) => {
  const { principal, pathParameters } = request;
  await endSessionsAsAdmin(await auditedDeps(request), { principal, id: pathParameters.id });
  return noContent();
});
