import { route } from '@gatehouse/contract';

export const logoutAllRoute = route({
  method: 'POST',
  path: '/auth/logout-all',
  summary: 'Ends every session of the account',
  description: 'The session that it is called from ends as well.',
  callers: { self: true },
  answers: { 204: null },
  problems: ['store_unavailable'],
});
