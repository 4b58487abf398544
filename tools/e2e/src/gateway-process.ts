// Starts the gateway as a user does, in a process of its own with a home of its own, and the operator's commands beside it.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { waitUntil } from '@gatehouse/test-support/wait-until';
import { faultsOf, readAuditFile } from './logs/check-logs.ts';
import { secretsOfHome } from './logs/secrets.ts';
import { secrets, seenOf, witnessCommand } from './logs/witness.ts';
import type { StoreUnderTest } from './stores.ts';

type Variables = Readonly<Record<string, string>>;

export interface RunningGateway {
  readonly url: string;
  readonly pid: number;
  /** Its GATEHOUSE_HOME. */
  readonly home: string;
  /** Everything it has printed so far; what a call made it print may come later than the call's answer. */
  output(): string;
  /** Waits until it has printed this. */
  printed(text: string): Promise<void>;
  /** Runs an operator's command (`migrate`, `keys`, `admin`) on the same home and database; its standard output. */
  operate(command: string, ...args: string[]): Promise<string>;
  /** A second gateway on the same home and database, as a second process of a deployment is, but for these variables. */
  startBeside(variables?: Variables): Promise<RunningGateway>;
  /** Holds it to its logs. One that others were started beside is stopped behind them, since its home goes with it. */
  stop(): Promise<void>;
}

const root = resolve(import.meta.dirname, '../../..');
const nodeArguments = ['--disable-warning=ExperimentalWarning', '--import', './tools/preload.mjs'];
const run = promisify(execFile);

/** The apps' zips instead of their sources. */
export const packaged = process.env['E2E_PACKAGED'] === '1';

if (packaged) process.stderr.write('tools/e2e: the suite runs the packed apps of dist/packages\n');

/** Every test calls from one address; what limits do is tried where they are set. */
const UNLIMITED = {
  LOGIN_LIMIT_PER_ACCOUNT: 'off',
  LOGIN_LIMIT_PER_ADDRESS: 'off',
  REGISTER_LIMIT_PER_ADDRESS: 'off',
};

/** A gateway on a free port. What `variables` do not say is, but for limits, as on a laptop where nothing is set. */
export const startGateway = async (
  { databaseUrl }: StoreUnderTest,
  variables: Variables = {},
  { migrate = databaseUrl !== null }: { readonly migrate?: boolean } = {},
): Promise<RunningGateway> => {
  const home = await mkdtemp(join(tmpdir(), 'gatehouse-e2e-'));
  const env = {
    PATH: process.env['PATH'] ?? '',
    PORT: '0',
    GATEHOUSE_HOME: home,
    // Two gateways on one store are one issuer.
    JWT_ISSUER: 'http://127.0.0.1:3000/auth',
    ...UNLIMITED,
    ...(databaseUrl !== null && { DATABASE_URL: databaseUrl }),
    ...variables,
  };
  if (migrate) await operateIn(env, 'migrate');
  const gateway = await startIn(env);
  const stop = async (): Promise<void> => {
    await gateway.stop().finally(() => rm(home, { recursive: true, force: true }));
  };
  return { ...gateway, stop };
};

const startIn = async (env: Variables): Promise<RunningGateway> => {
  const mode = packaged ? '--packaged' : '--no-watch';
  const child = spawn(process.execPath, [...nodeArguments, 'tools/gateway/src/main.ts', mode], {
    cwd: root,
    env,
  });
  const output = collectOutput(child);
  const url = await addressOf(child, output).catch(async (error: unknown) => {
    await end(child);
    throw error;
  });
  const home = env['GATEHOUSE_HOME'] ?? '';
  return {
    url,
    pid: child.pid!,
    home,
    output,
    printed: async (text) => {
      await waitUntil(`${text} is printed`, () => output().includes(text), output);
    },
    operate: async (command, ...args) => {
      const printed = await operateIn(env, command, ...args);
      witnessCommand(url, command, args);
      return printed;
    },
    startBeside: (others) => startIn({ ...env, ...others }),
    stop: async () => {
      await end(child);
      checkLogs(url, home, output());
    },
  };
};

/** Every gateway of the suite is held to it when it is stopped. */
const checkLogs = (url: string, home: string, output: string): void => {
  const logs = { output, audit: readAuditFile(join(home, 'audit.jsonl')) };
  const faults = faultsOf(logs, seenOf(url), [secrets, secretsOfHome(home)]);
  if (faults.length > 0) throw new Error(`the logs of ${url}:\n${faults.slice(0, 20).join('\n')}`);
};

const operateIn = async (env: Variables, command: string, ...args: string[]): Promise<string> => {
  const script = `tools/cli/src/${command}.ts`;
  return (await run(process.execPath, [...nodeArguments, script, ...args], { cwd: root, env })).stdout;
};

const collectOutput = (child: ChildProcess): (() => string) => {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  }
  return () => text;
};

/** The address that the start prints; an error with all of its output when it ends instead, or says nothing. */
const addressOf = async (child: ChildProcess, output: () => string): Promise<string> => {
  const printed = (): string | undefined => /listens on (http:\/\/\S+)/.exec(output())?.[1];
  await waitUntil('the gateway listens', () => child.exitCode !== null || printed() !== undefined, output);
  const url = printed();
  if (url === undefined) throw new Error(`the gateway ended with code ${child.exitCode}:\n${output()}`);
  return url;
};

const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  // And all that it has printed is read.
  await once(child, 'close');
};
