import { logoutRoute } from '@gatehouse/auth-contract/logout';
import { httpHandler, noContent } from '@gatehouse/http';
import { logoutDeps, service } from '../compose.ts';
import { logout } from './logout.ts';

export const handler = httpHandler(logoutRoute, { service }, async (request) => {
  await logout(await logoutDeps(request), { refreshToken: request.body.refresh_token });
  return noContent();
});
