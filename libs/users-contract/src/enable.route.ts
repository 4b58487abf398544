import { route } from '@gatehouse/contract';
import { User, UserPath } from './user.ts';

export const enableRoute = route({
  method: 'POST',
  path: '/users/{id}/enable',
  summary: 'Enables a disabled account',
  description: 'Needs a recent login. Its sessions stay ended.',
  callers: { roles: ['admin'] },
  pathParameters: UserPath,
  answers: { 200: User },
  problems: ['reauthentication_required', 'not_found', 'store_unavailable'],
});
