// Registrations and requests for a link, whose answers have to cost the same whoever has the address.
import { randomUUID } from 'node:crypto';
import { newPerson, plainClientOf, register, signUp, type Client } from '../client.ts';
import type { RunningGateway } from '../gateway-process.ts';
import { NULL_PAIR, timed, type Attempt } from './attempts.ts';

/** An address of each kind, by what a try of it needs to be one: of an unknown one each try takes another. */
type Addresses = Readonly<Record<string, () => string>>;

const unknown = (): string => `nobody.${randomUUID()}@example.com`;

/** Registrations where they are confirmed: of addresses that nobody has, that one waits for, and that an account has. */
export const createRegistrations = async (gateway: RunningGateway): Promise<readonly Attempt[]> => {
  const call = plainClientOf(gateway.url);
  const waiting = await waitingAddress(call);
  const taken = await takenAddress(gateway);
  return attemptsOf({ 'one that waits': () => waiting, 'taken email': () => taken }, (email) =>
    call('POST', '/users', { body: newPerson({ email }) }),
  );
};

/** Requests for a link, by the route that takes them. */
export const createLinkRequests =
  (path: '/auth/password/forgot' | '/auth/email/resend') =>
  async (gateway: RunningGateway): Promise<readonly Attempt[]> => {
    const call = plainClientOf(gateway.url);
    const waiting = await waitingAddress(call);
    const taken = await takenAddress(gateway);
    const pending = await pendingAddress(gateway);
    const known = {
      'one that waits': () => waiting,
      'an account’s email': () => taken,
      'a pending email': () => pending,
    };
    return attemptsOf(known, (email) => call('POST', path, { body: { email } }));
  };

const attemptsOf = (known: Addresses, ask: (email: string) => ReturnType<Client>): readonly Attempt[] => {
  const addresses = { ...Object.fromEntries(NULL_PAIR.map((kind) => [kind, unknown])), ...known };
  return Object.entries(addresses).map(([kind, address]) => ({
    kind,
    measure: () =>
      timed(
        kind,
        () => ask(address()),
        ({ status, body }) => status === 202 && body === undefined,
      ),
  }));
};

const waitingAddress = async (call: Client): Promise<string> => {
  const person = newPerson();
  await call('POST', '/users', { body: person });
  return person.email;
};

/** Made where registration is open, beside. */
const takenAddress = async (gateway: RunningGateway): Promise<string> =>
  inTheOpen(gateway, async (call) => {
    const person = newPerson();
    await register(call, person);
    return person.email;
  });

const pendingAddress = async (gateway: RunningGateway): Promise<string> =>
  inTheOpen(gateway, async (call) => {
    const { user, tokens } = await signUp(call);
    const { email } = newPerson();
    await call('PATCH', `/users/${user.id}`, { token: tokens.access_token, body: { email } });
    return email;
  });

const inTheOpen = async (
  gateway: RunningGateway,
  act: (call: Client) => Promise<string>,
): Promise<string> => {
  const open = await gateway.startBeside({ REGISTRATION: 'open' });
  return act(plainClientOf(open.url)).finally(() => open.stop());
};
