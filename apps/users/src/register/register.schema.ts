// What POST /users takes.
import { closed, Email, LoginPassword, PersonName } from '@gatehouse/http/fields';

/** The length of a new password is configured, so the use case asks for it. */
export const RegisterRequest = closed({
  first_name: PersonName,
  last_name: PersonName,
  email: Email,
  password: LoginPassword,
});
