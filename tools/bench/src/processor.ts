// One processor for all that is measured, since an environment of Lambda serves one request at a time.
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

export type Command = readonly [string, ...string[]];

/** Whether `taskset` is there, and the first processor is ours to use. */
export const canPin = (): boolean => spawnSync('taskset', ['-c', '0', 'true']).status === 0;

/** The command on the first processor, or on those that are left; as it is where it cannot be pinned. */
export const onProcessor = (place: 'one' | 'others', command: Command, pinned: boolean): Command => {
  if (!pinned) return command;
  if (place === 'one') return ['taskset', '-c', '0', ...command];
  const last = availableParallelism() - 1;
  return last < 1 ? command : ['taskset', '-c', `1-${last}`, ...command];
};
