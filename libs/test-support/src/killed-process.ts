// Runs a script that kills itself, once for every point at which it can: what the fault tests of apps share.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Every point at which what a script does can die: after each of its calls, until one run outlives them all; their number. Before its
 * first call nothing has happened, and before any other is after the one that precedes it. The script reads its plan, with the
 * `call` to die after, from its first argument, and prints `acknowledged` when it is through.
 */
export const atEveryPoint = async (
  script: string,
  plan: () => Promise<object>,
  check: (acknowledged: boolean) => Promise<void>,
): Promise<number> => {
  for (let call = 0; ; call += 1) {
    const acknowledged = await acknowledges(script, { ...(await plan()), call });
    await check(acknowledged);
    if (acknowledged) return call;
  }
};

/** Runs the plan in a process of its own; whether it got as far as to acknowledge. */
const acknowledges = async (script: string, plan: object): Promise<boolean> => {
  const child = spawn(process.execPath, [script, JSON.stringify(plan)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (code !== 0 && signal !== 'SIGKILL') throw new Error(errors);
  return output === 'acknowledged';
};
