import { route } from '@gatehouse/contract';
import { closed, Id } from '@gatehouse/contract/fields';

export const removePasskeyRoute = route({
  method: 'DELETE',
  path: '/auth/passkeys/{id}',
  summary: 'Removes a passkey',
  description:
    'Needs a recent login with two factors. Every other session ends; with the last second factor the recovery codes go.',
  callers: { self: true },
  pathParameters: closed({ id: Id }),
  answers: { 204: null },
  problems: ['reauthentication_required', 'not_found', 'store_unavailable'],
});
