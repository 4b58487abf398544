import { route } from '@gatehouse/contract';
import { closed, Email, NewPassword, PersonName } from '@gatehouse/contract/fields';
import { LastName, User } from './user.ts';

export const registerRoute = route({
  method: 'POST',
  path: '/users',
  summary: 'Makes an account with the role `user`',
  description: 'Where registration is closed it answers 403, whatever the body is.',
  callers: 'anyone',
  body: closed({ first_name: PersonName, last_name: LastName, email: Email, password: NewPassword }),
  answers: { 201: User },
  problems: ['forbidden', 'email_taken', 'store_unavailable'],
});
