// POST /users
import { created, httpHandler } from '@gatehouse/http';
import { newPasswordRules, registerDeps, registration, service } from '../compose.ts';
import { presentUser } from '../present-user.ts';
import { refuseRegistration, register } from './register.ts';
import { RegisterRequest } from './register.schema.ts';

const open = httpHandler(
  { service, body: RegisterRequest, bodyRules: { password: newPasswordRules } },
  async ({ body }) => {
    const { first_name: firstName, last_name: lastName, email, password } = body;
    const user = await register(await registerDeps(), { firstName, lastName, email, password });
    return created(presentUser(user), `/users/${user.id}`);
  },
);

/** Takes no body, so that it looks at none. */
const closed = httpHandler({ service }, async () => refuseRegistration());

export const handler = registration === 'open' ? open : closed;
