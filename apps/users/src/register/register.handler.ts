// POST /users
import { created, httpHandler } from '@gatehouse/http';
import { registerDeps, service } from '../compose.ts';
import { presentUser } from '../present-user.ts';
import { register } from './register.ts';
import { RegisterRequest } from './register.schema.ts';

export const handler = httpHandler({ service, body: RegisterRequest }, async ({ body }) => {
  const { first_name: firstName, last_name: lastName, email, password } = body;
  const user = await register(await registerDeps(), { firstName, lastName, email, password });
  return created(presentUser(user), `/users/${user.id}`);
});
