import { logoutAllRoute } from '@gatehouse/auth-contract/logout-all';
import { httpHandler, noContent } from '@gatehouse/http';
import { logoutAllDeps, service } from '../compose.ts';
import { logoutAll } from './logout-all.ts';

export const handler = httpHandler(logoutAllRoute, { service }, async ({ principal }) => {
  await logoutAll(await logoutAllDeps(), principal);
  return noContent();
});
