// A request that an operation answers well: made of the document, and of a few things that no document can know.
import type { Call } from '../client.ts';
import { newPerson } from '../client.ts';
import { FACTOR_KNOWLEDGE } from './factor-knowledge.ts';
import type { Operation } from './openapi.ts';
import { PASSKEY_KNOWLEDGE } from './passkey-knowledge.ts';
import type { Account, World } from './world.ts';

export interface Sent extends Call {
  readonly path: string;
  readonly body?: Record<string, unknown> | undefined;
}

/** Sent by an account that is made for it. */
export const goodRequest = async (world: World, operation: Operation): Promise<Sent> => {
  const caller = await callerOf(world, operation);
  const sent = {
    path: pathOf(operation, caller.id),
    token: operation.callers === 'anyone' ? undefined : caller.tokens.access_token,
    body: operation.body as Sent['body'],
  };
  return { ...sent, ...(await KNOWN[operation.id]?.(caller, world, operation)) };
};

/** For itself where an account may, else by one of the roles. */
const callerOf = async (world: World, { callers }: Operation): Promise<Account> =>
  world.signUp(callers === 'anyone' || callers.self !== undefined ? [] : callers.roles);

/** The path with the caller's id in the place of the parameter that has to be it; `unknown` stands for any other. */
export const pathOf = ({ path, callers }: Operation, id: string): string =>
  path.replaceAll(/\{(\w+)\}/g, (_whole, name) =>
    callers !== 'anyone' && callers.self === name ? id : 'unknown',
  );

/** For routes to the accounts of others. */
const aimAtSomebody = async (_caller: Account, world: World, { path }: Operation): Promise<Partial<Sent>> => {
  const { id } = await world.signUp();
  return { path: path.replace('{id}', id) };
};

type Knowledge = (
  caller: Account,
  world: World,
  operation: Operation,
) => Partial<Sent> | Promise<Partial<Sent>>;

/** What the example of a body cannot hold: an account, a token or a session that is there. */
const KNOWN: Readonly<Record<string, Knowledge>> = {
  usersRegister: () => ({ body: { ...newPerson() } }),
  usersSetRoles: aimAtSomebody,
  usersDisable: aimAtSomebody,
  usersEnable: aimAtSomebody,
  usersEndSessions: aimAtSomebody,
  usersMailReset: aimAtSomebody,
  usersUpdate: () => ({ body: { first_name: 'Grace' } }),
  authLogin: ({ person: { email, password } }) => ({ body: { email, password } }),
  authRefresh: ({ tokens: { refresh_token } }) => ({ body: { refresh_token } }),
  authLogout: ({ tokens: { refresh_token } }) => ({ body: { refresh_token } }),
  authChangePassword: ({ person: { password } }) => ({
    body: { current_password: password, new_password: 'another horse battery staple' },
  }),
  authVerifyEmail: async ({ person: { email, password } }, { mailed }) => ({
    body: { token: await mailed(email, 'verify_email'), password },
  }),
  authResetPassword: async ({ person: { email } }, { plain, mailed }) => {
    await plain('POST', '/auth/password/forgot', { body: { email } });
    const token = await mailed(email, 'reset_password');
    return { body: { token, new_password: 'another horse battery staple' } };
  },
  ...FACTOR_KNOWLEDGE,
  ...PASSKEY_KNOWLEDGE,
  authEndSession: async ({ tokens }, { plain }) => {
    const { body } = await plain('GET', '/auth/sessions', { token: tokens.access_token });
    return { path: `/auth/sessions/${body.items[0].id}` };
  },
};
