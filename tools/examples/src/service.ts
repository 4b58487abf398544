// A process that serves HTTP and prints where.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface Service {
  readonly url: string;
  stop(this: void): Promise<void>;
}

export interface ServiceOptions {
  readonly args: readonly string[];
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Starts Node with `args`, and waits for the line that says where it listens. @throws Error with all that it printed instead */
export const startService = async ({ args, folder, env }: ServiceOptions): Promise<Service> => {
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', PORT: '0', ...env },
  });
  const stop = async (): Promise<void> => {
    child.kill();
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  };
  let printed = '';
  child.stderr.on('data', (text: Buffer) => (printed += text.toString()));
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) {
    printed += `${line}\n`;
    const [, url] = /listens on (\S+)/.exec(line) ?? [];
    if (url === undefined) continue;
    child.stdout.resume();
    return { url, stop };
  }
  throw new Error(`nothing listens:\n${printed}`);
};
