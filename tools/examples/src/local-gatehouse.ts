// Gatehouse as it runs on a laptop: the gateway over its own apps and the templates of others, with a home of its own.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { callerOf, type Call } from './http.ts';
import { startService, type Service } from './service.ts';
import { workspace } from './stranger.ts';

export interface LocalGatehouse extends Service {
  readonly call: Call;
  /** An access token, by a login; the first call registers the person. */
  tokenOf(email: string): Promise<string>;
  /** `npm run admin -- ...` */
  admin(...args: string[]): Promise<void>;
  /** Any of the operator's commands, with files in `folder`; its standard output. */
  operate(folder: string, command: string, ...args: string[]): Promise<string>;
}

const APPS = ['apps/authorizer', 'apps/auth', 'apps/users'];

const preload = pathToFileURL(join(workspace, 'tools/preload.mjs')).href;
const node = ['--disable-warning=ExperimentalWarning', '--import', preload];

/** Starts Gatehouse on a free port, with these template folders beside its apps. */
export const startGatehouse = async (
  folders: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<LocalGatehouse> => {
  const home = mkdtempSync(join(tmpdir(), 'gatehouse-local-'));
  const env = { PATH: process.env['PATH'] ?? '', GATEHOUSE_HOME: join(home, 'home'), ...variables };
  const args = [...node, 'tools/gateway/src/main.ts', '--no-watch', ...APPS, ...folders];
  const { url, stop } = await startService({ args, folder: workspace, env });
  const call = callerOf(url);
  const operate = async (folder: string, command: string, ...words: readonly string[]): Promise<string> => {
    const script = [...node, join(workspace, `tools/cli/src/${command}.ts`), ...words];
    return (await promisify(execFile)(process.execPath, script, { cwd: folder, env })).stdout;
  };
  return {
    ...{ url, call, operate, tokenOf: (email) => tokenOf(call, email) },
    async admin(...words) {
      await operate(workspace, 'admin', ...words);
    },
    async stop() {
      await stop();
      rmSync(home, { recursive: true, maxRetries: 10 });
    },
  };
};

const tokenOf = async (call: Call, email: string): Promise<string> => {
  const password = 'correct horse battery staple';
  await call('POST', '/users', { body: { first_name: 'Ada', last_name: 'Lovelace', email, password } });
  const { status, body } = await call('POST', '/auth/login', { body: { email, password } });
  if (status !== 200) throw new Error(`${email} cannot log in: ${status}`);
  return String(body['access_token']);
};
