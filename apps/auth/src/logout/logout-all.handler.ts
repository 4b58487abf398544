import { logoutAllRoute } from '@gatehouse/auth-contract/logout-all';
import { httpHandler, noContent } from '@gatehouse/http';
import { logoutAllDeps, service } from '../compose.ts';
import { logoutAll } from './logout-all.ts';

export const handler = httpHandler(logoutAllRoute, { service }, async (request) => {
  await logoutAll(await logoutAllDeps(request), request.principal);
  return noContent();
});
