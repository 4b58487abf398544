// The AWS CLI as a deployment needs it: commands that act, with their output shown, and commands that tell.
import { spawn, type SpawnOptions } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { DeployError } from './deploy-error.ts';

export interface Aws {
  /** Runs a command that changes something; what it prints is shown. */
  act(...args: string[]): Promise<void>;
  /** Runs a command that tells something; its answer as JSON, or null where nothing is run. */
  ask(...args: string[]): Promise<unknown>;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The CLI on the PATH of `env`, run in the folder `cwd`.
 * @throws DeployError when there is none, or when a command fails; the CLI has said why
 */
export const createAws = (cwd: string, env: Environment): Aws => {
  const options = { cwd, env: { ...env, AWS_PAGER: '' } };
  return {
    async act(...args) {
      await run(args, { ...options, stdio: ['ignore', 'inherit', 'inherit'] });
    },
    async ask(...args) {
      const stdio: SpawnOptions['stdio'] = ['ignore', 'pipe', 'inherit'];
      const answer = await run([...args, '--output', 'json'], { ...options, stdio });
      return answer.trim() === '' ? null : (JSON.parse(answer) as unknown);
    },
  };
};

/** Shows each command in place of running it, so that it can be read, or pasted. */
export const createDryRun = (print: (line: string) => void): Aws => ({
  async act(...args) {
    print(`  ${commandLine(args)}`);
  },
  async ask(...args) {
    print(`  ${commandLine(args)}`);
    return null;
  },
});

const run = async (args: readonly string[], options: SpawnOptions): Promise<string> => {
  const child = spawn('aws', args, options);
  const ended = new Promise<number | null>((resolve, reject) =>
    child.on('error', reject).on('close', resolve),
  );
  const [code, output] = await Promise.all([
    ended.catch((error: unknown) => {
      throw isMissing(error) ? new DeployError(NO_CLI) : error;
    }),
    child.stdout === null ? '' : text(child.stdout),
  ]);
  if (code !== 0) throw new DeployError(`${commandLine(args.slice(0, 2))} ended with ${code ?? 'a signal'}`);
  return output;
};

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

const NO_CLI = `the AWS CLI (aws) is not on the PATH. It is all that a deployment needs, and comes from
https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html; --dry-run does without it`;

const commandLine = (args: readonly string[]): string => ['aws', ...args].map(quoted).join(' ');

const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
