import { route } from '@gatehouse/contract';
import { UserPath } from './user.ts';

export const removeRoute = route({
  method: 'DELETE',
  path: '/users/{id}',
  summary: 'Deletes an account and ends its sessions',
  description: 'Needs a recent login.',
  callers: { self: 'id', roles: ['admin'] },
  pathParameters: UserPath,
  answers: { 204: null },
  problems: ['reauthentication_required', 'not_found', 'store_unavailable'],
});
