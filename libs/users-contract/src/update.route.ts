import { route } from '@gatehouse/contract';
import { closed, Email, PersonName } from '@gatehouse/contract/fields';
import Type from 'typebox';
import { LastName, User, UserPath } from './user.ts';

export const updateRoute = route({
  method: 'PATCH',
  path: '/users/{id}',
  summary: 'Changes the members of an account that are sent, one at least',
  description:
    'The email is for the account itself alone, soon after a login; an admin who sends it for another account gets 403. A new email is pending until its link is used; where nothing is mailed it counts at once and is not verified.',
  callers: { self: 'id', roles: ['admin'] },
  pathParameters: UserPath,
  body: closed(
    {
      first_name: Type.Optional(PersonName),
      last_name: Type.Optional(LastName),
      email: Type.Optional(Email),
    },
    { minProperties: 1 },
  ),
  answers: { 200: User },
  problems: ['reauthentication_required', 'not_found', 'email_taken', 'store_unavailable'],
});
