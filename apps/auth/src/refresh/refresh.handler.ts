// POST /auth/refresh
import { httpHandler, ok } from '@gatehouse/http';
import { refreshDeps, service } from '../compose.ts';
import { RefreshTokenRequest } from '../refresh-token.schema.ts';
import { refresh } from './refresh.ts';

export const handler = httpHandler({ service, body: RefreshTokenRequest }, async ({ body }) =>
  ok(await refresh(await refreshDeps(), { refreshToken: body.refresh_token })),
);
