// What GET /users takes.
import { closed, PageLimit } from '@gatehouse/http/fields';
import Type from 'typebox';

export const ListQuery = closed({
  limit: Type.Optional(PageLimit),
  cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
});
