import { route } from '@gatehouse/contract';
import { MailRequest } from './requested-mail.ts';

export const resendVerificationRoute = route({
  method: 'POST',
  path: '/auth/email/resend',
  summary: 'Mails a new link to an address that waits to be confirmed',
  description:
    'One answer for every address. It may be that of an account, of a registration or the pending one of an account; the links before end.',
  callers: 'anyone',
  body: MailRequest,
  answers: { 202: null },
  problems: ['not_found', 'store_unavailable'],
});
