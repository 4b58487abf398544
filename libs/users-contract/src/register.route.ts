import { route } from '@gatehouse/contract';
import { closed, Email, NewPassword, PersonName } from '@gatehouse/contract/fields';
import { LastName, User } from './user.ts';

export const registerRoute = route({
  method: 'POST',
  path: '/users',
  summary: 'Makes an account with the role `user`',
  description:
    'Where registration is closed it answers 403, whatever the body is. Where registrations are confirmed it answers 202 to everyone, and the account is there once the link that was mailed has been used.',
  callers: 'anyone',
  body: closed({ first_name: PersonName, last_name: LastName, email: Email, password: NewPassword }),
  answers: { 201: User, 202: null },
  problems: ['forbidden', 'email_taken', 'store_unavailable'],
});
