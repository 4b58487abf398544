// The command behind `npm start`: settings, keys, migration, the gateway over apps/*, and what it prints.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createEmbeddedMigration } from './embedded-migration.ts';
import { findRuntimeClient } from './functions/packaged/runtime-client.ts';
import { startGateway } from './gateway.ts';
import type { Gateway, GatewayOptions } from './gateway.ts';
import { prepareLocalValues, readLocalSettings, SETTING_NAMES } from './local-values.ts';
import { findNearMisses, variablesIn } from './near-misses.ts';
import { messageOf, StartError } from './start-error.ts';
import { TEMPLATE_FILE } from './template/load-apps.ts';
import { walkThrough } from './walk-through.ts';

export interface StartOptions {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that has `apps` and `libs`. */
  readonly workspace: string;
  /** Where compiled sources are kept between starts. */
  readonly compileCache?: string | undefined;
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
  const apps = join(workspace, 'apps');
  for (const line of findNearMisses(env, knownVariables(findApps(apps)))) write(line);
  const migration = createEmbeddedMigration({ write });
  const gateway = await startGateway({
    appFolders: () => findApps(apps),
    host,
    port,
    localValues: (boundPort) => prepareLocalValues(env, home, boundPort),
    prepare: (values) => migration.run(values),
    ...(packaged ? packagesOf(workspace) : sourcesOf(workspace, watch)),
    write,
    ...rest,
  }).catch(async (error: unknown) => {
    await migration.stop();
    throw error;
  });
  const origin = `http://${toUrlHost(host)}:${gateway.port}`;
  write(`Gatehouse listens on ${origin}`);
  write(walkThrough(origin));
  const stop = async (graceMs?: number): Promise<void> => {
    await Promise.all([migration.stop(), gateway.stop(graceMs)]);
  };
  return { ...gateway, stop };
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
  watch ? { watch: { appsFolder: join(workspace, 'apps'), sharedFolders: [join(workspace, 'libs')] } } : {};

const findApps = (folder: string): readonly string[] =>
  readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((app) => existsSync(join(app, TEMPLATE_FILE)));

const knownVariables = (appFolders: readonly string[]): readonly string[] => [
  ...SETTING_NAMES,
  ...variablesIn(appFolders.map((folder) => readFileSync(join(folder, TEMPLATE_FILE), 'utf8'))),
];

const toUrlHost = (host: string): string => {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
};
