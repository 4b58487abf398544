import { route } from '@gatehouse/contract';
import { MailRequest } from './requested-mail.ts';

export const forgotPasswordRoute = route({
  method: 'POST',
  path: '/auth/password/forgot',
  summary: 'Mails a link to set a new password',
  description:
    'One answer for every address, and mail for that of an account or of a registration that waits.',
  callers: 'anyone',
  body: MailRequest,
  answers: { 202: null },
  problems: ['not_found', 'store_unavailable'],
});
