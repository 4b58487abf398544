import { pathOf } from '@gatehouse/contract';
import { accepted, created, httpHandler, type HttpRequest } from '@gatehouse/http';
import { getRoute } from '@gatehouse/users-contract/get';
import { registerRoute } from '@gatehouse/users-contract/register';
import { newPasswordRules, registerDeps, registerWaitingDeps, registration, service } from '../compose.ts';
import { presentUser } from '../present-user.ts';
import { ownerIn } from './owner-in.ts';
import { refuseRegistration, register, type Registration } from './register.ts';
import { registerWaiting } from './register-waiting.ts';

const options = {
  service,
  useCaseRules: {
    password: (password: string, body: Readonly<Record<string, unknown>>) =>
      newPasswordRules(password, ownerIn(body)),
  },
};

const open = httpHandler(registerRoute, options, async (request) => {
  const user = await register(await registerDeps(request), registrationIn(request));
  return created(presentUser({ user, byAdmin: false }), pathOf(getRoute, { id: user.id }));
});

const confirmed = httpHandler(registerRoute, options, async (request) => {
  await registerWaiting(await registerWaitingDeps(), registrationIn(request));
  return accepted();
});

/** Takes no body, so that it looks at none. */
const closed = httpHandler({ callers: 'anyone', answers: {} }, { service }, async () => refuseRegistration());

export const handler = { open, confirmed, closed }[registration];

const registrationIn = ({
  body: { first_name: firstName, last_name: lastName, email, password },
  sourceAddress: address,
}: HttpRequest<typeof registerRoute>): Registration => ({ firstName, lastName, email, password, address });
