// An app as Lambda has it: its zip, unpacked into a folder where no node_modules is in reach, each call in a fresh process.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { packageApp, type Package } from '../package-app.ts';
import type { Architecture } from '../plugins/native-argon2.ts';

export const ROOT = resolve(import.meta.dirname, '../../../..');

export interface UnpackedApp extends Package {
  readonly zip: Uint8Array;
  /** What the zip holds, by name. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** What the entry's handler gives for the event, or `{ error }` with the message of what it threw. */
  readonly invoke: (
    entry: string,
    event: unknown,
    env?: Readonly<Record<string, string>>,
  ) => Promise<Outcome>;
}

/** What a process of a function saw. */
export interface Outcome {
  /** How many parameters the handler declares; absent when its module did not load. */
  readonly parameters?: number;
  readonly result?: unknown;
  readonly error?: string;
}

/** A folder outside of the repository; `remove` takes all that was packaged into it. */
export const temporaryFolder = async () => {
  const path = await mkdtemp(join(tmpdir(), 'gatehouse-bundle-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
};

export const unpackApp = async (
  app: string,
  architecture: Architecture,
  folder: string,
): Promise<UnpackedApp> => {
  const made = await packageApp({ root: ROOT, app, architecture, folder });
  const zip = await readFile(made.file);
  const files = unzipSync(zip);
  const task = join(folder, `${app}-task`);
  await mkdir(task);
  await Promise.all(
    Object.entries(files).map(([name, content]) => writeFile(join(task, name), content, { mode: 0o644 })),
  );
  return {
    ...made,
    zip,
    files,
    invoke: async (entry, event, env = {}) => {
      const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', SCRIPT], {
        cwd: task,
        env: {
          ...LIKE_LAMBDA,
          ...env,
          ENTRY: pathToFileURL(join(task, `${entry}.mjs`)).href,
          EVENT: JSON.stringify(event),
        },
      });
      return JSON.parse(stdout.split('\n').at(-1) ?? '') as Outcome;
    },
  };
};

const run = promisify(execFile);

/** What the managed runtime sets, of what an app could look at; emulation allows secrets in place. */
const LIKE_LAMBDA = {
  AWS_SAM_LOCAL: 'true',
  AWS_LAMBDA_FUNCTION_NAME: 'function',
  AWS_REGION: 'eu-central-1',
  LAMBDA_TASK_ROOT: '/var/task',
  TZ: ':UTC',
};

/** Logs go to the same output, so the outcome is its last line. */
const SCRIPT = `
  const { handler } = await import(process.env.ENTRY).catch(({ message }) => {
    process.stdout.write(JSON.stringify({ error: message }), () => process.exit());
    return new Promise(() => undefined);
  });
  const call = async () => {
    try {
      return { result: await handler(JSON.parse(process.env.EVENT), { getRemainingTimeInMillis: () => 10_000 }) };
    } catch (error) {
      return { error: error.message };
    }
  };
  const outcome = { parameters: handler.length, ...(await call()) };
  process.stdout.write('\\n' + JSON.stringify(outcome), () => process.exit());
`;
