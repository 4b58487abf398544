import { confirmTotpRoute } from '@gatehouse/auth-contract/confirm-totp';
import { httpHandler, ok } from '@gatehouse/http';
import { totpDeps, service } from '../compose.ts';
import { confirmTotp } from './confirm-totp.ts';

export const handler = httpHandler(confirmTotpRoute, { service }, async (request) => {
  const { principal, body } = request;
  const recoveryCodes = await confirmTotp(await totpDeps(request), { principal, code: body.code });
  return ok(recoveryCodes === null ? {} : { recovery_codes: recoveryCodes });
});
