import { loginRoute } from '@gatehouse/auth-contract/login';
import { httpHandler, okTokens } from '@gatehouse/http';
import { loginDeps, service } from '../compose.ts';
import { login } from './login.ts';

export const handler = httpHandler(loginRoute, { service }, async (request) => {
  const { body, userAgent, sourceAddress: address } = request;
  return okTokens(await login(await loginDeps(request), { ...body, userAgent, address }));
});
