import { addPasskeyRoute } from '@gatehouse/auth-contract/add-passkey';
import { created, httpHandler } from '@gatehouse/http';
import { addPasskeyDeps, service } from '../compose.ts';
import { addPasskey } from './add-passkey.ts';
import { presentPasskey } from './passkeys.ts';

export const handler = httpHandler(addPasskeyRoute, { service }, async (request) => {
  const { principal, body } = request;
  const { passkey, recoveryCodes } = await addPasskey(await addPasskeyDeps(request), { principal, ...body });
  const shown = presentPasskey(passkey);
  const codes = recoveryCodes === null ? {} : { recovery_codes: recoveryCodes };
  return created({ ...shown, ...codes }, `/auth/passkeys/${passkey.id}`);
});
