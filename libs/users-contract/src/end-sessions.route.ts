import { route } from '@gatehouse/contract';
import { UserPath } from './user.ts';

export const endSessionsRoute = route({
  method: 'DELETE',
  path: '/users/{id}/sessions',
  summary: 'Ends all sessions of an account',
  callers: { roles: ['admin'] },
  pathParameters: UserPath,
  answers: { 204: null },
  problems: ['not_found', 'store_unavailable'],
});
