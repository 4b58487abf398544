// What calls are answered whose processes hang or die under them.
import { setTimeout as wait } from 'node:timers/promises';
import type { Answer } from '../client.ts';
import { goodRequest, pathOf, type Sent } from './good-request.ts';
import type { Operation } from './openapi.ts';
import type { ProvokeAll } from './provoke.ts';
import type { World } from './world.ts';

/** Calls that take longer than they may. */
export const outlastCalls: ProvokeAll = async (world, operations) => {
  const { answers } = await callStopped(world, operations);
  return Promise.all(answers);
};

/** Calls whose process ends before it has answered. */
export const loseCalls: ProvokeAll = async (world, operations) => {
  const { answers, processes } = await callStopped(world, operations);
  // Until every call has come to its process, and long before one has taken too long.
  await wait(3000);
  for (const pid of processes) process.kill(pid, 'SIGKILL');
  return Promise.all(answers);
};

/** Good calls, all at once, to processes that stand still. */
const callStopped = async (world: World, operations: readonly Operation[]) => {
  const requests: Sent[] = [];
  // One after the other: so many registrations at once are more than can be hashed in time.
  for (const operation of operations) requests.push(await preparedRequest(world, operation));
  const processes = await world.processes();
  for (const pid of processes) process.kill(pid, 'SIGSTOP');
  const answers = requests.map((sent, index) => send(world, operations[index]!, sent));
  return { answers, processes };
};

/** A good request of which the authorizer has judged the token already, to a function that is running. */
const preparedRequest = async (world: World, operation: Operation): Promise<Sent> => {
  await send(world, operation, await goodRequest(world, operation));
  const sent = await goodRequest(world, operation);
  await send(world, operation, { ...sent, path: pathOf(operation, 'unknown'), body: sent.body && {} });
  return sent;
};

const send = ({ fragile }: World, { method }: Operation, { path, ...call }: Sent): Promise<Answer> =>
  fragile(method, path, call);
