// What POST /users takes.
import { closed, Email, NewPassword, PersonName } from '@gatehouse/http/fields';

export const RegisterRequest = closed({
  first_name: PersonName,
  last_name: PersonName,
  email: Email,
  password: NewPassword,
});
