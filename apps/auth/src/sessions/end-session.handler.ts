import { endSessionRoute } from '@gatehouse/auth-contract/end-session';
import { httpHandler, noContent } from '@gatehouse/http';
import { endSessionDeps, service } from '../compose.ts';
import { endSession } from './sessions.ts';

export const handler = httpHandler(endSessionRoute, { service }, async (request) => {
  const { principal, pathParameters } = request;
  await endSession(await endSessionDeps(request), { principal, id: pathParameters.id });
  return noContent();
});
