import { route } from '@gatehouse/contract';
import { User, UserPath } from './user.ts';

export const disableRoute = route({
  method: 'POST',
  path: '/users/{id}/disable',
  summary: 'Disables an account and ends its sessions',
  description: 'Needs a recent login. The last admin who is not disabled stays so.',
  callers: { roles: ['admin'] },
  pathParameters: UserPath,
  answers: { 200: User },
  problems: ['reauthentication_required', 'not_found', 'last_admin', 'store_unavailable'],
});
