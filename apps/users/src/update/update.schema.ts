// What PATCH /users/{id} takes: at least one member.
import { closed, Email, PersonName } from '@gatehouse/http/fields';
import Type from 'typebox';

export const UpdateRequest = closed(
  {
    first_name: Type.Optional(PersonName),
    last_name: Type.Optional(PersonName),
    email: Type.Optional(Email),
  },
  { minProperties: 1 },
);
