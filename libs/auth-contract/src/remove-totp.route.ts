import { route } from '@gatehouse/contract';

export const removeTotpRoute = route({
  method: 'DELETE',
  path: '/auth/totp',
  summary: 'Removes the authenticator app',
  description:
    'Needs a recent login with two factors. Every other session ends; with the last second factor the recovery codes go.',
  callers: { self: true },
  answers: { 204: null },
  problems: ['reauthentication_required', 'not_found', 'store_unavailable'],
});
