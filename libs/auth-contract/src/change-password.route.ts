import { route } from '@gatehouse/contract';
import { closed, LoginPassword, NewPassword } from '@gatehouse/contract/fields';

export const changePasswordRoute = route({
  method: 'POST',
  path: '/auth/password',
  summary: 'Changes the password',
  description: 'Ends every session but the one that it is called from.',
  callers: { self: true },
  body: closed({ current_password: LoginPassword, new_password: NewPassword }),
  answers: { 204: null },
  problems: ['invalid_credentials', 'store_unavailable'],
});
