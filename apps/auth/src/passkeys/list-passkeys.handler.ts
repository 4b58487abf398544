import { listPasskeysRoute } from '@gatehouse/auth-contract/list-passkeys';
import { httpHandler, ok } from '@gatehouse/http';
import { listPasskeysDeps, service } from '../compose.ts';
import { listPasskeys, presentPasskey } from './passkeys.ts';

export const handler = httpHandler(listPasskeysRoute, { service }, async ({ principal }) => {
  const passkeys = await listPasskeys(await listPasskeysDeps(), principal);
  return ok({ items: passkeys.map(presentPasskey) });
});
