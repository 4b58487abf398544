import { route } from '@gatehouse/contract';
import { UserPath } from './user.ts';

export const removeRoute = route({
  method: 'DELETE',
  path: '/users/{id}',
  summary: 'Erases an account with all that is kept about it',
  description: 'Needs a recent login. The last admin who is not disabled stays.',
  callers: { self: 'id', roles: ['admin'] },
  pathParameters: UserPath,
  answers: { 204: null },
  problems: ['reauthentication_required', 'not_found', 'last_admin', 'store_unavailable'],
});
