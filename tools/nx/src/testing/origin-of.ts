// A gateway that a test of the workspace starts as a process of its own.
import type { ChildProcess } from 'node:child_process';
import { waitUntil } from '@gatehouse/test-support';

/** Where the gateway listens, once it says so. @throws Error with all that it printed, when it ends or says nothing */
export const originOf = async (gateway: ChildProcess): Promise<string> => {
  let output = '';
  for (const stream of [gateway.stdout, gateway.stderr])
    stream?.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  const printed = (): string | undefined => /^Gatehouse listens on (\S+)/m.exec(output)?.[1];
  const isOver = (): boolean => gateway.exitCode !== null || printed() !== undefined;
  await waitUntil('the gateway listens', isOver, () => output);
  const origin = printed();
  if (origin === undefined) throw new Error(`the gateway did not start:\n${output}`);
  return origin;
};
