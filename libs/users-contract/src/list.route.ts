import { route } from '@gatehouse/contract';
import { closed, Email, PageLimit } from '@gatehouse/contract/fields';
import Type from 'typebox';
import { User } from './user.ts';

export const listRoute = route({
  method: 'GET',
  path: '/users',
  summary: 'Lists accounts, oldest first',
  description:
    '`next_cursor` is the `cursor` of the next page, and null on the last one. With `email` it is the one account of this email, or none; a `cursor` cannot stand beside it.',
  callers: { roles: ['admin'] },
  query: closed({
    limit: Type.Optional(PageLimit),
    cursor: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, examples: ['MTc2OTg1MTgwMDAwMC42ZjFjMmEwZQ'] }),
    ),
    email: Type.Optional(Email),
  }),
  answers: {
    200: closed({
      items: Type.Array(User),
      next_cursor: Type.Union([Type.String(), Type.Null()], { examples: ['MTc2OTg1MTgwMDAwMC42ZjFjMmEwZQ'] }),
    }),
  },
  problems: ['store_unavailable'],
});
