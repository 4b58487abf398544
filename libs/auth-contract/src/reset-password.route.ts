import { route } from '@gatehouse/contract';
import { closed, NewPassword } from '@gatehouse/contract/fields';
import { OneTimeToken } from './one-time-token.ts';

export const resetPasswordRoute = route({
  method: 'POST',
  path: '/auth/password/reset',
  summary: 'Sets a new password by the link that was mailed',
  description:
    'Ends every session and signs nobody in. It proves the mailbox, and so verifies the email. A password that is refused does not spend the token.',
  callers: 'anyone',
  body: closed({ token: OneTimeToken, new_password: NewPassword }),
  answers: { 204: null },
  problems: ['invalid_grant', 'not_found', 'store_unavailable'],
});
