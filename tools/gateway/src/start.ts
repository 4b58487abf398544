// The command behind `npm start`: settings, keys, migration, the gateway over apps/*, and what it prints.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs, types } from 'node:util';
import { findRuntimeClient } from './functions/packaged/runtime-client.ts';
import { startGateway } from './gateway.ts';
import type { Gateway, GatewayOptions } from './gateway.ts';
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
 * Starts everything and says so. `--no-watch` leaves out reloading; `--packaged` runs the zips in `dist/packages`
 * instead of the sources, and watches nothing.
 * @throws StartError
 */
export const start = async ({ args, env, workspace, write, ...rest }: StartOptions): Promise<Gateway> => {
  const { watch, packaged } = readArguments(args);
  const { host, port, home } = readLocalSettings(env);
  const gateway = await startGateway({
    appFolders: findApps(join(workspace, 'apps')),
    host,
    port,
    localValues: (boundPort) => prepareLocalValues(env, home, boundPort),
    prepare: migrateEmbedded,
    ...(packaged ? packagesOf(workspace) : sourcesOf(workspace, watch)),
    write,
    ...rest,
  });
  const origin = `http://${toUrlHost(host)}:${gateway.port}`;
  write(`Gatehouse listens on ${origin}`);
  write(walkThrough(origin));
  return gateway;
};

interface Arguments {
  readonly watch: boolean;
  readonly packaged: boolean;
}

const readArguments = (args: readonly string[]): Arguments => {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS, allowNegative: true });
    return values;
  } catch (cause) {
    const [reason = ''] = messageOf(cause).split('. ', 1);
    throw new StartError([`${reason}; the options are --no-watch and --packaged`], { cause });
  }
};

const OPTIONS = {
  watch: { type: 'boolean', default: true },
  packaged: { type: 'boolean', default: false },
} as const;

type Runs = Pick<GatewayOptions, 'packaged' | 'watch'>;

const packagesOf = (workspace: string): Runs => ({
  packaged: { folder: join(workspace, 'dist/packages'), runtimeClient: findRuntimeClient(workspace) },
});

const sourcesOf = (workspace: string, watch: boolean): Runs =>
  watch ? { watch: { sharedFolders: [join(workspace, 'libs')] } } : {};

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
