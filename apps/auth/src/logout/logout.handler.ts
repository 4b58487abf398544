// POST /auth/logout
import { httpHandler, noContent } from '@gatehouse/http';
import { logoutDeps, service } from '../compose.ts';
import { RefreshTokenRequest } from '../refresh-token.schema.ts';
import { logout } from './logout.ts';

export const handler = httpHandler({ service, body: RefreshTokenRequest }, async ({ body }) => {
  await logout(await logoutDeps(), { refreshToken: body.refresh_token });
  return noContent();
});
