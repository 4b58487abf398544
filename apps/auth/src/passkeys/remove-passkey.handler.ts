import { removePasskeyRoute } from '@gatehouse/auth-contract/remove-passkey';
import { httpHandler, noContent } from '@gatehouse/http';
import { addPasskeyDeps, service } from '../compose.ts';
import { removePasskey } from './passkeys.ts';

export const handler = httpHandler(removePasskeyRoute, { service }, async (request) => {
  const { principal, pathParameters } = request;
  await removePasskey(await addPasskeyDeps(request), { principal, id: pathParameters.id });
  return noContent();
});
