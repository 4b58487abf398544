import { startTotpRoute } from '@gatehouse/auth-contract/start-totp';
import { httpHandler, ok } from '@gatehouse/http';
import { service, totpDeps } from '../compose.ts';
import { startTotp } from './start-totp.ts';

export const handler = httpHandler(startTotpRoute, { service }, async (request) =>
  ok(await startTotp(await totpDeps(request), request.principal)),
);
