// The ways in which an operation is brought to answer something.
import type { Answer, Client } from '../client.ts';
import { goodRequest, pathOf, type Sent } from './good-request.ts';
import type { Operation } from './openapi.ts';
import type { World } from './world.ts';

/** Provokes the same on several operations at once; their answers in the same order. */
export type ProvokeAll = (world: World, operations: readonly Operation[]) => Promise<readonly Answer[]>;

export type Provoke = (world: World, operation: Operation) => Promise<Answer>;

/** One after another: a function has ten seconds for its call, and on a loaded machine not for all of them at once. */
export const onEach = (provoke: Provoke): ProvokeAll => inGroupsOf(1, provoke);

/** A few at a time, for what waits more than it works. */
export const onSome = (provoke: Provoke): ProvokeAll => inGroupsOf(4, provoke);

const inGroupsOf =
  (size: number, provoke: Provoke): ProvokeAll =>
  async (world, operations) => {
    const answers: Answer[] = [];
    for (let from = 0; from < operations.length; from += size) {
      const group = operations.slice(from, from + size);
      answers.push(...(await Promise.all(group.map((operation) => provoke(world, operation)))));
    }
    return answers;
  };

/** Sends a good request, with a change that spoils it. */
export const spoiled =
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

/** Leaves a good request as it is. */
export const unchanged = (): object => ({});

/** A cookie where there are none, a closed registration, a path for another account, a caller without the role, or a table that has another caller. */
export const askForbidden: Provoke = async (world, operation) => {
  const { callers, usesCookie } = operation;
  if (usesCookie) return spoiled(() => ({ headers: { 'gatehouse-refresh': 'cookie' } }))(world, operation);
  if (callers === 'anyone' || callers.self === true)
    return spoiled(unchanged, ({ strict }) => strict)(world, operation);
  const { tokens } = await world.signUp();
  return spoiled(() => ({ path: pathOf(operation, 'somebody-else'), token: tokens.access_token }))(
    world,
    operation,
  );
};

/** Something that is not there, asked for by a caller who may call for anything. */
export const askForNothing: Provoke = async (world, operation) => {
  const roles = operation.callers === 'anyone' ? [] : (operation.callers.roles ?? []);
  const { tokens } = await world.signUp(roles);
  return spoiled(() => ({ path: pathOf(operation, 'unknown'), token: tokens.access_token }))(
    world,
    operation,
  );
};
