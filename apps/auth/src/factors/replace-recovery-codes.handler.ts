import { replaceRecoveryCodesRoute } from '@gatehouse/auth-contract/replace-recovery-codes';
import { httpHandler, ok } from '@gatehouse/http';
import { changeFactorsDeps, service } from '../compose.ts';
import { replaceRecoveryCodes } from './change-factors.ts';

export const handler = httpHandler(replaceRecoveryCodesRoute, { service }, async (request) =>
  ok({ recovery_codes: await replaceRecoveryCodes(await changeFactorsDeps(request), request.principal) }),
);
