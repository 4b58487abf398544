import { pathOf } from '@gatehouse/contract';
import { created, httpHandler } from '@gatehouse/http';
import { getRoute } from '@gatehouse/users-contract/get';
import { registerRoute } from '@gatehouse/users-contract/register';
import { newPasswordRules, registerDeps, registration, service } from '../compose.ts';
import { presentUser } from '../present-user.ts';
import { ownerIn } from './owner-in.ts';
import { refuseRegistration, register } from './register.ts';

const open = httpHandler(
  registerRoute,
  { service, useCaseRules: { password: (password, body) => newPasswordRules(password, ownerIn(body)) } },
  async (request) => {
    const { first_name: firstName, last_name: lastName, email, password } = request.body;
    const registration = { firstName, lastName, email, password, address: request.sourceAddress };
    const user = await register(await registerDeps(request), registration);
    return created(presentUser({ user, byAdmin: false }), pathOf(getRoute, { id: user.id }));
  },
);

/** Takes no body, so that it looks at none. */
const closed = httpHandler({ callers: 'anyone', answers: {} }, { service }, async () => refuseRegistration());

export const handler = registration === 'open' ? open : closed;
