import { passkeyLoginRoute } from '@gatehouse/auth-contract/passkey-login';
import { httpHandler, okTokens } from '@gatehouse/http';
import { passkeyLoginDeps, service } from '../compose.ts';
import { passkeyLogin } from './passkey-login.ts';

export const handler = httpHandler(passkeyLoginRoute, { service }, async (request) => {
  const { body, userAgent, sourceAddress: address } = request;
  return okTokens(await passkeyLogin(await passkeyLoginDeps(request), { ...body, userAgent, address }));
});
