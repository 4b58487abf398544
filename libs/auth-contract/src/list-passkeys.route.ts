import { route } from '@gatehouse/contract';
import { closed } from '@gatehouse/contract/fields';
import Type from 'typebox';
import { Passkey } from './passkeys.ts';

export const listPasskeysRoute = route({
  method: 'GET',
  path: '/auth/passkeys',
  summary: 'Lists the passkeys of the account, oldest first',
  callers: { self: true },
  answers: { 200: closed({ items: Type.Array(Passkey) }) },
  problems: ['not_found', 'store_unavailable'],
});
