import { removeTotpRoute } from '@gatehouse/auth-contract/remove-totp';
import { httpHandler, noContent } from '@gatehouse/http';
import { totpDeps, service } from '../compose.ts';
import { removeTotp } from './remove-totp.ts';

export const handler = httpHandler(removeTotpRoute, { service }, async (request) => {
  await removeTotp(await totpDeps(request), request.principal);
  return noContent();
});
