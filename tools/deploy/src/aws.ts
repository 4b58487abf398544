// The AWS CLI as a deployment needs it: commands that act, with their output shown, and commands that tell.
import { spawn, type SpawnOptions } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { DeployError } from './deploy-error.ts';

export interface Aws {
  /** Runs a command that changes something; what it prints is shown. */
  act(...args: string[]): Promise<void>;
  /** Runs a command that changes something; its complaints are shown, and its advice on what to do next is not. */
  actQuietly(...args: string[]): Promise<void>;
  /** Runs a command that tells something; its answer as JSON, or null where nothing is run. */
  ask(...args: string[]): Promise<unknown>;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** A command of the CLI that failed. */
export class AwsError extends DeployError {
  /** What the CLI said; empty where that was shown already. */
  readonly complaint: string;

  constructor(args: readonly string[], code: number | null, complaint: string) {
    const ending = `${commandLine(args.slice(0, 2))} ended with ${code ?? 'a signal'}`;
    super(complaint === '' ? ending : `${ending}: ${complaint}`);
    this.complaint = complaint;
  }
}

/**
 * The CLI on the PATH of `env`, run in the folder `cwd`.
 * @throws DeployError when there is none, and AwsError when a command fails
 */
export const createAws = (cwd: string, env: Environment): Aws => {
  const options = { cwd, env: { ...env, AWS_PAGER: '' } };
  return {
    async act(...args) {
      await run(args, { ...options, stdio: ['ignore', 'inherit', 'inherit'] });
    },
    async actQuietly(...args) {
      await run(args, { ...options, stdio: ['ignore', 'ignore', 'inherit'] });
    },
    async ask(...args) {
      const stdio: SpawnOptions['stdio'] = ['ignore', 'pipe', 'pipe'];
      const answer = await run([...args, '--output', 'json'], { ...options, stdio });
      return answer.trim() === '' ? null : (JSON.parse(answer) as unknown);
    },
  };
};

/** Prints each command in place of running it, its words as `shown` has them, so that it can be read, or pasted. */
export const createDryRun = (print: (line: string) => void, shown: (word: string) => string): Aws => {
  const show = (args: readonly string[]): void => print(`  ${commandLine(args.map(shown))}`);
  return {
    act: async (...args) => show(args),
    actQuietly: async (...args) => show(args),
    async ask(...args) {
      show(args);
      return null;
    },
  };
};

const run = async (args: readonly string[], options: SpawnOptions): Promise<string> => {
  const child = spawn('aws', args, options);
  const ended = new Promise<number | null>((resolve, reject) =>
    child.on('error', reject).on('close', resolve),
  );
  const [code, output, complaint] = await Promise.all([
    ended.catch((error: unknown) => {
      throw isMissing(error) ? new DeployError(NO_CLI) : error;
    }),
    child.stdout === null ? '' : text(child.stdout),
    child.stderr === null ? '' : text(child.stderr),
  ]);
  if (code !== 0) throw new AwsError(args, code, complaint.trim());
  return output;
};

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

const NO_CLI = `the AWS CLI (aws) is not on the PATH. It is all that a deployment needs, and comes from
https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html; --dry-run does without it`;

const commandLine = (args: readonly string[]): string => ['aws', ...args].map(quoted).join(' ');

const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
