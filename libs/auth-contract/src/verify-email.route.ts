import { route } from '@gatehouse/contract';
import { closed, LoginPassword } from '@gatehouse/contract/fields';
import { OneTimeToken } from './one-time-token.ts';

export const verifyEmailRoute = route({
  method: 'POST',
  path: '/auth/email/verify',
  summary: 'Confirms an address by the link that was mailed to it, together with the password',
  description:
    'Mailbox and password confirm together, and neither alone. The password is that of the account, or of the registration, that the link is for; a wrong one counts as it does at a login and does not spend the token.',
  callers: 'anyone',
  body: closed({ token: OneTimeToken, password: LoginPassword }),
  answers: { 204: null },
  problems: ['invalid_grant', 'invalid_credentials', 'email_taken', 'not_found', 'store_unavailable'],
});
