// How each code is brought about, on any operation that documents it.
import { setTimeout as wait } from 'node:timers/promises';
import { newPerson, signUp, type Answer, type Client } from '../client.ts';
import { goodRequest, pathOf, type Sent } from './good-request.ts';
import type { Operation } from './openapi.ts';
import type { World } from './world.ts';

export type Provoke = (world: World, operation: Operation) => Promise<Answer>;

/** Sends a good request, with a change that spoils it. */
const spoiled =
  (
    change: (sent: Sent, world: World) => object | Promise<object>,
    through: (world: World) => Client = (world) => world.plain,
  ): Provoke =>
  async (world, operation) => {
    const { path, ...call } = await goodRequest(world, operation);
    const { path: changedPath = path, ...changed } = (await change(
      { path, ...call },
      world,
    )) as Partial<Sent>;
    return through(world)(operation.method, changedPath, { ...call, ...changed });
  };

const unchanged = (): object => ({});

/** The good answer. */
export const succeed: Provoke = spoiled(unchanged);

/** By code. */
export const PROVOCATIONS: Readonly<Record<string, Provoke>> = {
  malformed_body: (world, operation) =>
    operation.body === undefined
      ? world.sendBroken(operation.method, pathOf(operation, 'unknown'))
      : spoiled(() => ({ body: '{' }))(world, operation),
  validation_failed: spoiled(({ path, body }) =>
    body === undefined ? { path: `${path}?unknown=1` } : { body: { ...body, unknown: 1 } },
  ),
  body_too_large: spoiled(() => ({ headers: { 'x-large': 'x'.repeat(11_000) } })),
  unsupported_media_type: spoiled(() => ({ headers: { 'content-type': 'text/plain' } })),
  unauthorized: spoiled(() => ({ token: undefined })),
  forbidden: (world, operation) => askForbidden(world, operation),
  not_found: (world, operation) => askForNothing(world, operation),
  store_unavailable: spoiled(unchanged, ({ away }) => away),
  internal_error: spoiled(unchanged, ({ checking }) => checking),
  reauthentication_required: spoiled(
    async ({ body }) => {
      await wait(2100);
      return { body: body && { ...body, email: newPerson().email } };
    },
    ({ strict }) => strict,
  ),
  email_taken: spoiled(async ({ body }, { plain }) => {
    const { person } = await signUp(plain);
    return { body: { ...body, email: person.email } };
  }),
  invalid_credentials: spoiled(({ body = {} }) => {
    const member = 'password' in body ? 'password' : 'current_password';
    return { body: { ...body, [member]: 'not the password at all' } };
  }),
  invalid_grant: spoiled(() => ({ body: { refresh_token: 'none of ours' } })),
};

/** A closed registration, a path for another account, a caller without the role, or a table that has another caller. */
const askForbidden: Provoke = async (world, operation) => {
  const { callers } = operation;
  if (callers === 'anyone' || callers.self === true)
    return spoiled(unchanged, ({ strict }) => strict)(world, operation);
  const { tokens } = await world.signUp();
  return spoiled(() => ({ path: pathOf(operation, 'somebody-else'), token: tokens.access_token }))(
    world,
    operation,
  );
};

/** Something that is not there, asked for by a caller who may call for anything. */
const askForNothing: Provoke = async (world, operation) => {
  const roles = operation.callers === 'anyone' ? [] : (operation.callers.roles ?? []);
  const { tokens } = await world.signUp(roles);
  return spoiled(() => ({ path: pathOf(operation, 'unknown'), token: tokens.access_token }))(
    world,
    operation,
  );
};

/** What this suite cannot bring about, and why. */
export const NOT_PROVOKED: readonly {
  readonly code: string;
  readonly reason: string;
  readonly of: (operation: Operation) => boolean;
}[] = [
  { code: 'too_many_attempts', reason: 'the local gateway throttles nothing', of: () => true },
  {
    code: 'timed_out',
    reason: 'nothing takes the 10 seconds of a function: the store gives up after 5',
    of: () => true,
  },
  {
    code: 'internal_error',
    reason: 'no known input makes a route fail; where there is an authorizer, that one can',
    of: ({ callers }) => callers === 'anyone',
  },
];
