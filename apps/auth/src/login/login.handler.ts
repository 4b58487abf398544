// POST /auth/login
import { httpHandler, ok } from '@gatehouse/http';
import { loginDeps, service } from '../compose.ts';
import { login } from './login.ts';
import { LoginRequest } from './login.schema.ts';

export const handler = httpHandler(
  { service, body: LoginRequest },
  async ({ body, userAgent, sourceAddress }) =>
    ok(await login(await loginDeps(), { ...body, userAgent, address: sourceAddress })),
);
