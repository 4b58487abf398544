import { route } from '@gatehouse/contract';
import { closed } from '@gatehouse/contract/fields';
import { ROLE } from '@gatehouse/contract/callers';
import Type from 'typebox';
import { User, UserPath } from './user.ts';

/** An access token carries no more (`MAX_ROLES` of @gatehouse/jwt). */
const MOST_ROLES = 32;

export const setRolesRoute = route({
  method: 'PUT',
  path: '/users/{id}/roles',
  summary: 'Puts a whole list of roles in the place of an account’s',
  description:
    'Needs a recent login. `user` is among them, none twice, and each is one that an access table names. The last admin who is not disabled keeps `admin`.',
  callers: { roles: ['admin'] },
  pathParameters: UserPath,
  body: closed({
    roles: Type.Array(
      Type.String({
        pattern: ROLE.source,
        description: 'a name of at most 64 letters in lower case, digits and _ . : -, a letter first',
        examples: ['user'],
      }),
      { maxItems: MOST_ROLES },
    ),
  }),
  answers: { 200: User },
  problems: ['reauthentication_required', 'not_found', 'last_admin', 'store_unavailable'],
});
