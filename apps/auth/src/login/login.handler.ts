import { loginRoute } from '@gatehouse/auth-contract/login';
import { httpHandler, ok } from '@gatehouse/http';
import { loginDeps, service } from '../compose.ts';
import { login } from './login.ts';

export const handler = httpHandler(loginRoute, { service }, async ({ body, userAgent, sourceAddress }) =>
  ok(await login(await loginDeps(), { ...body, userAgent, address: sourceAddress })),
);
