// The command behind `npm start`: settings, keys, migration, the gateway over apps/*, and what it prints.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs, types } from 'node:util';
import { startGateway } from './gateway.ts';
import type { Gateway } from './gateway.ts';
import { prepareLocalValues, readLocalSettings } from './local-values.ts';
import { messageOf, StartError } from './start-error.ts';
import { TEMPLATE_FILE } from './template/load-apps.ts';
import { walkThrough } from './walk-through.ts';

export interface StartOptions {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that has `apps` and `libs`. */
  readonly workspace: string;
  /** Where compiled sources are kept between starts. */
  readonly compileCache?: string;
  readonly write: (line: string) => void;
}

/**
 * Starts everything and says so. `--no-watch` leaves out reloading.
 * @throws StartError
 */
export const start = async ({ args, env, workspace, write, ...rest }: StartOptions): Promise<Gateway> => {
  const { watch } = readArguments(args);
  const { host, port, home } = readLocalSettings(env);
  const gateway = await startGateway({
    appFolders: findApps(join(workspace, 'apps')),
    host,
    port,
    localValues: (boundPort) => prepareLocalValues(env, home, boundPort),
    prepare: migrateEmbedded,
    ...(watch ? { watch: { sharedFolders: [join(workspace, 'libs')] } } : {}),
    write,
    ...rest,
  });
  const origin = `http://${toUrlHost(host)}:${gateway.port}`;
  write(`Gatehouse listens on ${origin}`);
  write(walkThrough(origin));
  return gateway;
};

const readArguments = (args: readonly string[]): { readonly watch: boolean } => {
  try {
    const options = { watch: { type: 'boolean', default: true } } as const;
    return parseArgs({ args: [...args], options, allowNegative: true }).values;
  } catch (cause) {
    const [reason = ''] = messageOf(cause).split('. ', 1);
    throw new StartError([`${reason}; the one option is --no-watch`], { cause });
  }
};

const findApps = (folder: string): readonly string[] =>
  readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((app) => existsSync(join(app, TEMPLATE_FILE)));

// Only the embedded database is migrated by the start. A MongoDB may be away, and is its operator's to migrate.
const migrateEmbedded = async ({ DATABASE_URL = '' }: Readonly<Record<string, string>>): Promise<void> => {
  if (!DATABASE_URL.startsWith('sqlite:')) return;
  try {
    const { openDatabase } = await import('@gatehouse/db');
    const database = openDatabase(DATABASE_URL);
    await database.migrate().finally(() => database.close());
  } catch (cause) {
    throw new StartError([`DATABASE_URL: ${reasonOf(cause)}`], { cause });
  }
};

const reasonOf = (error: unknown): string => {
  const cause = types.isNativeError(error) ? error.cause : undefined;
  return cause === undefined ? messageOf(error) : `${messageOf(error)}: ${reasonOf(cause)}`;
};

const toUrlHost = (host: string): string => {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
};
