import { route } from '@gatehouse/contract';
import { UserPath } from './user.ts';

export const mailResetRoute = route({
  method: 'POST',
  path: '/users/{id}/password-reset',
  summary: 'Mails an account a link to a new password',
  description: 'Nobody sets another’s password. Where nothing is mailed it answers 404.',
  callers: { roles: ['admin'] },
  pathParameters: UserPath,
  answers: { 202: null },
  problems: ['not_found', 'store_unavailable'],
});
