// Gatehouse as it runs on a laptop: the gateway over its own apps and the templates of others, with a home of its own.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { workspace } from './stranger.ts';

type Variables = Readonly<Record<string, string>>;

export interface LocalGatehouse {
  readonly url: string;
  /** Calls a route; the status and the parsed body. */
  call(
    method: string,
    path: string,
    options?: { token?: string; body?: unknown },
  ): Promise<{ status: number; body: Record<string, unknown> }>;
  /** An access token of a person who is registered with the first call, by a login. */
  tokenOf(email: string): Promise<string>;
  /** `npm run admin -- ...` */
  admin(...args: string[]): Promise<void>;
  stop(): Promise<void>;
}

const node = ['--disable-warning=ExperimentalWarning', '--import', './tools/preload.mjs'];

/** Starts Gatehouse on a free port, with these template folders beside its apps. */
export const startGatehouse = async (
  folders: readonly string[],
  variables: Variables = {},
): Promise<LocalGatehouse> => {
  const home = mkdtempSync(join(tmpdir(), 'gatehouse-local-'));
  const env = {
    PATH: process.env['PATH'] ?? '',
    PORT: '0',
    GATEHOUSE_HOME: join(home, 'home'),
    ...variables,
  };
  const start = `import { start } from '${join(workspace, 'tools/gateway/src/start.ts')}';
    await start({ args: ['--no-watch'], env: process.env, workspace: '${workspaceWith(folders, home)}', write: console.log });`;
  const child = spawn(process.execPath, [...node, '--input-type=module', '--eval', start], {
    cwd: workspace,
    env,
  });
  const url = await addressOf(child);
  const call = callerOf(url);
  return {
    url,
    call,
    tokenOf: (email) => tokenOf(call, email),
    async admin(...args) {
      const command = [...node, 'tools/cli/src/admin.ts', ...args];
      await promisify(execFile)(process.execPath, command, { cwd: workspace, env });
    },
    async stop() {
      child.kill();
      if (child.exitCode === null) await once(child, 'exit');
      rmSync(home, { recursive: true, maxRetries: 10 });
    },
  };
};

/** A folder with the apps of the workspace and those of others beside them. */
const workspaceWith = (folders: readonly string[], home: string): string => {
  mkdirSync(join(home, 'apps'));
  const apps = ['auth', 'authorizer', 'users'].map((app) => join(workspace, 'apps', app));
  for (const folder of [...apps, ...folders]) symlinkSync(folder, join(home, 'apps', basename(folder)));
  symlinkSync(join(workspace, 'libs'), join(home, 'libs'));
  symlinkSync(join(workspace, 'node_modules'), join(home, 'node_modules'));
  return home;
};

/** The address that the start prints. @throws Error with all that it printed, when it ends instead */
const addressOf = async (child: ChildProcess): Promise<string> => {
  let printed = '';
  child.stderr?.on('data', (text: Buffer) => (printed += text.toString()));
  for await (const line of createInterface({ input: child.stdout! })) {
    printed += `${line}\n`;
    const [, origin] = /listens on (\S+)/.exec(line) ?? [];
    if (origin === undefined) continue;
    child.stdout!.resume();
    return origin;
  }
  throw new Error(`Gatehouse did not start:\n${printed}`);
};

const callerOf =
  (url: string): LocalGatehouse['call'] =>
  async (method, path, { token, body } = {}) => {
    const headers = {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    const response = await fetch(`${url}${path}`, { method, headers, body: JSON.stringify(body) });
    const text = await response.text();
    return {
      status: response.status,
      body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
    };
  };

const tokenOf = async (call: LocalGatehouse['call'], email: string): Promise<string> => {
  const password = 'correct horse battery staple';
  await call('POST', '/users', { body: { first_name: 'Ada', last_name: 'Lovelace', email, password } });
  const { status, body } = await call('POST', '/auth/login', { body: { email, password } });
  if (status !== 200) throw new Error(`${email} cannot log in: ${status}`);
  return String(body['access_token']);
};
