import { startPasskeyLoginRoute } from '@gatehouse/auth-contract/start-passkey-login';
import { httpHandler, ok } from '@gatehouse/http';
import { service, startPasskeyLoginDeps } from '../compose.ts';
import { startPasskeyLogin } from './start-passkey-login.ts';

export const handler = httpHandler(startPasskeyLoginRoute, { service }, async ({ body }) =>
  ok(await startPasskeyLogin(await startPasskeyLoginDeps(), body.challenge_token ?? null)),
);
