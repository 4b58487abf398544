// The command for templates of any project: `npx @gatehouse/gateway TEMPLATE…`.
import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startGateway } from './gateway.ts';
import type { Gateway } from './gateway.ts';
import { originOf, readLineSettings, readLocalSettings, withoutUnset } from './local-settings.ts';
import type { Environment } from './local-settings.ts';
import { messageOf, StartError } from './start-error.ts';
import { placeOf } from './template/template-place.ts';

export interface ServeOptions {
  readonly args: readonly string[];
  readonly env: Environment;
  /** What relative paths begin at. */
  readonly folder: string;
  /** Whether the lines go to a terminal. Default: they do not. */
  readonly isTerminal?: boolean | undefined;
  readonly write: (line: string) => void;
}

const USAGE =
  'npx @gatehouse/gateway TEMPLATE… [--no-watch], each a template file or a folder with a template.yaml';

/**
 * Serves the templates that `args` name, reloads on changes unless `--no-watch`, and says where. A variable of `env` wins over a
 * template's value of that name.
 * @throws StartError
 */
export const serve = async ({ args, env, folder, write, isTerminal }: ServeOptions): Promise<Gateway> => {
  const { watch, paths } = readArguments(args);
  if (paths.length === 0) throw new StartError([`no template is named; ${USAGE}`]);
  const { host, port } = readLocalSettings(env);
  const gateway = await startGateway({
    appFolders: templatesAt(paths, folder),
    host,
    port,
    ...readLineSettings(env, isTerminal),
    localValues: () => withoutUnset(env),
    ...(watch ? { watch: { sharedFolders: [] } } : {}),
    write,
  });
  write(`Gatehouse listens on ${originOf(host, gateway.port)}`);
  return gateway;
};

/** The templates by absolute paths. @throws StartError that names each which is not there */
export const templatesAt = (paths: readonly string[], folder: string): readonly string[] => {
  const found = paths.map((path) => resolve(folder, path));
  const missing = found.map((path) => placeOf(path).file).filter((file) => !existsSync(file));
  if (missing.length > 0)
    throw new StartError(missing.map((file) => `${relative(folder, file)}: is not there`));
  return found;
};

const readArguments = (
  args: readonly string[],
): { readonly watch: boolean; readonly paths: readonly string[] } => {
  try {
    const { values, positionals } = parseArgs({
      ...{ args: [...args], allowNegative: true, allowPositionals: true },
      options: { watch: { type: 'boolean', default: true } },
    });
    return { watch: values.watch, paths: positionals };
  } catch (cause) {
    const [reason = ''] = messageOf(cause).split('. ', 1);
    throw new StartError([`${reason}; ${USAGE}`], { cause });
  }
};
