// A local API Gateway as a developer starts it, through npm: how long until it answers, and how much it answers then.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { OUTPUT } from './paths.ts';
import { onProcessor, type Command } from './processor.ts';

export interface LocalServer {
  readonly command: Command;
  readonly folder: string;
  readonly variables: Readonly<Record<string, string>>;
}

export interface Load {
  readonly port: number;
  readonly token: string;
}

/** Starts it on the first processor; the caller has the others. What it prints is kept until the next start. */
export const startServer = ({ command, folder, variables }: LocalServer, pinned: boolean): ChildProcess => {
  const [file, ...args] = onProcessor('one', command, pinned);
  const env = { ...process.env, ...variables };
  const log = openSync(join(OUTPUT, 'local-server.log'), 'w');
  return spawn(file, args, { cwd: folder, env, detached: true, stdio: ['ignore', log, log] });
};

/** npm, the shell below it and what that starts are one group. */
export const stopServer = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  process.kill(-child.pid, 'SIGTERM');
  const outlived = sleep(3000).then(() => child.exitCode === null && process.kill(-child.pid!, 'SIGKILL'));
  await Promise.race([ended, outlived]);
};

const DEADLINE_MS = 180_000;

/** Milliseconds from `began` to the first good answer. @throws Error when there is none in three minutes */
export const readyAfter = async (began: number, load: Load): Promise<number> => {
  while (performance.now() - began < DEADLINE_MS) {
    if ((await statusOf(load).catch(() => 0)) === 200) return performance.now() - began;
    await sleep(10);
  }
  throw new Error('a local gateway gave no good answer in three minutes: see dist/bench/local-server.log');
};

const CONNECTIONS = 16;

/** Good answers a second, over connections that stay open. @throws Error for an answer that is not good */
export const rateOf = async (load: Load, ms: number): Promise<number> => {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const began = performance.now();
  let answers = 0;
  const ask = async (): Promise<void> => {
    while (performance.now() - began < ms) {
      const status = await statusOf(load, agent);
      if (status !== 200) throw new Error(`a local gateway answered ${status}`);
      answers += 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, ask));
  agent.destroy();
  return (answers * 1000) / (performance.now() - began);
};

const statusOf = ({ port, token }: Load, agent?: Agent): Promise<number> =>
  new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}` };
    const options = { host: '127.0.0.1', port, path: '/users/me', headers, ...(agent && { agent }) };
    const request = get(options, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
    });
    request.once('error', reject);
  });

export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};
