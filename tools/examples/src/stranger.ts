// An example as a stranger has it: copied to a folder of its own, with the packages installed from their tarballs.
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { npmInstall } from '@gatehouse/test-support';
import { buildNeeded } from '@gatehouse/tool-packages';

/** The workspace that this tool belongs to. */
export const workspace = resolve(import.meta.dirname, '../../..');

export interface Stranger {
  /** The copy of the example. */
  readonly folder: string;
  /** Runs a command in the copy; its standard output. @throws Error with all that it printed */
  run(file: string, ...args: string[]): Promise<string>;
  /**
   * Runs the commands of the README that begin like this, in a shell, at other addresses than it names; what they print.
   * @throws Error when it has no such commands, or they fail
   */
  paste(
    beginning: string,
    addresses: Readonly<Record<string, string>>,
    variables?: Readonly<Record<string, string>>,
  ): Promise<string>;
  remove(): void;
}

/** A copy of `examples/<name>` outside the workspace, installed. */
export const strangerWith = async (name: string): Promise<Stranger> => {
  const home = mkdtempSync(join(tmpdir(), 'gatehouse-example-'));
  const folder = join(home, name);
  cpSync(join(workspace, 'examples', name), folder, { recursive: true });
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  ) as Record<string, object | undefined>;
  const names = Object.keys({ ...dependencies, ...devDependencies });
  const tarballs = await buildNeeded(workspace, join(home, 'tarballs'), names);
  const packages = tarballs.map(({ file }) => file);
  await npmInstall(folder, ['--no-save', ...packages]);
  return {
    folder,
    run: runIn(folder),
    paste: pasteIn(folder),
    remove: () => rmSync(home, { recursive: true, maxRetries: 10 }),
  };
};

const pasteIn =
  (folder: string): Stranger['paste'] =>
  async (beginning, addresses, variables) => {
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    const blocks = [...readme.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block = '']) => block);
    const commands = blocks.find((block) => block.startsWith(beginning));
    if (commands === undefined) throw new Error(`the README has no commands that begin with ${beginning}`);
    const elsewhere = Object.entries(addresses).reduce(
      (text, [from, to]) => text.replaceAll(from, to),
      commands,
    );
    return runIn(folder, variables)('bash', '-euc', elsewhere);
  };

const runIn =
  (cwd: string, variables: Readonly<Record<string, string>> = {}): Stranger['run'] =>
  async (file, ...args) => {
    const env = { ...process.env, FORCE_COLOR: '0', ...variables };
    const { stdout } = await promisify(execFile)(file, args, { cwd, env, maxBuffer: 1e8 }).catch(
      ({ message, stdout: printed }: { message: string; stdout: string }) => {
        throw new Error(`${message}\n${printed}`);
      },
    );
    return stdout;
  };
