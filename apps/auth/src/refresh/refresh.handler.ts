import { refreshRoute } from '@gatehouse/auth-contract/refresh';
import { httpHandler, okTokens } from '@gatehouse/http';
import { refreshDeps, service } from '../compose.ts';
import { refresh } from './refresh.ts';

export const handler = httpHandler(refreshRoute, { service }, async (request) => {
  const { body, sourceAddress: address } = request;
  return okTokens(await refresh(await refreshDeps(request), { refreshToken: body.refresh_token, address }));
});
