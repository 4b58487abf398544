import { startPasskeyRoute } from '@gatehouse/auth-contract/start-passkey';
import { httpHandler, ok } from '@gatehouse/http';
import { addPasskeyDeps, service } from '../compose.ts';
import { startPasskey } from './start-passkey.ts';

export const handler = httpHandler(startPasskeyRoute, { service }, async (request) =>
  ok(await startPasskey(await addPasskeyDeps(request), request.principal)),
);
