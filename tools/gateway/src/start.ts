// The command behind `npm start`: settings, keys, migration, the gateway over apps/* or other templates, and what it prints.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { CallFeed } from './console/call-feed.ts';
import { createEmbeddedMigration } from './embedded-migration.ts';
import { findRuntimeClient } from './functions/packaged/runtime-client.ts';
import { runGateway } from './gateway.ts';
import type { Gateway, GatewayOptions } from './gateway.ts';
import { originOf, readLineSettings, readLocalSettings, SETTING_NAMES } from './local-settings.ts';
import type { Values } from './local-settings.ts';
import { hasOwnKeys, HURRY_MS, LOCAL_PARAMETERS, outboxOf, prepareLocalValues } from './local-values.ts';
import { findNearMisses, variablesIn } from './near-misses.ts';
import { browserLine } from './pages/browser-line.ts';
import { LocalPages } from './pages/local-pages.ts';
import { messageOf, StartError } from './start-error.ts';
import { serve, templatesAt } from './serve.ts';
import { placeOf, TEMPLATE_FILE } from './template/template-place.ts';
import { walkThrough } from './walk-through.ts';

export interface StartOptions {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that has `apps` and `libs`. */
  readonly workspace: string;
  /** Where compiled sources are kept between starts. */
  readonly compileCache?: string | undefined;
  /** What relative paths of templates begin at. Default: the workspace. */
  readonly folder?: string;
  /** Whether the lines go to a terminal. Default: they do not. */
  readonly isTerminal?: boolean | undefined;
  readonly write: (line: string) => void;
}

/**
 * Starts everything and says so. `--no-watch` leaves out reloading; `--packaged` runs the zips in `dist/packages`
 * instead of the sources, and watches nothing. Templates that are named are served in place of the apps; with an app of the
 * workspace among them, they get the local values of its own, and else what `npx @gatehouse/gateway` gives.
 * @throws StartError
 */
export const start = async (options: StartOptions): Promise<Gateway> => {
  const { args, env, workspace, write, isTerminal } = options;
  const { watch, packaged, paths } = readArguments(args);
  const named = templatesAt(paths, options.folder ?? workspace);
  const apps = join(workspace, 'apps');
  if (named.length === 0)
    return startApps(
      () => findApps(apps),
      options,
      packaged ? packagesOf(workspace) : sourcesOf(workspace, watch),
    );
  if (packaged) throw new StartError(['--packaged runs the apps of this workspace alone']);
  if (!named.some((path) => path.startsWith(apps + sep)))
    return serve({ args, env, folder: options.folder ?? workspace, write, isTerminal });
  return startApps(
    () => named,
    options,
    watch ? { watch: { sharedFolders: [join(workspace, 'libs')] } } : {},
  );
};

const startApps = async (
  appFolders: () => readonly string[],
  { env, write, workspace, compileCache, isTerminal }: StartOptions,
  runs: Runs,
): Promise<Gateway> => {
  const { host, port, home } = readLocalSettings(env);
  const lines = readLineSettings(env, isTerminal);
  const given = { ...env, LOG_FORMAT: lines.logFormat };
  for (const line of findNearMisses(env, knownVariables(appFolders()))) write(line);
  const migration = createEmbeddedMigration({ write });
  const feed = new CallFeed();
  let values: Values = {};
  const gateway = await runGateway({
    appFolders,
    host,
    port,
    ...lines,
    parameters: LOCAL_PARAMETERS,
    hurryMs: HURRY_MS,
    pages: new LocalPages(async () => {
      const { createPages } = await import('./pages/pages.ts');
      return createPages({
        ...{ feed, outbox: outboxOf(values) },
        keysHome: hasOwnKeys(values, home) ? home : null,
        openApiFile: join(workspace, 'docs/openapi.json'),
      });
    }),
    onCall: (call) => feed.add(call),
    localValues: async (boundPort) => (values = await prepareLocalValues(given, home, boundPort)),
    prepare: (prepared) => migration.run(prepared),
    ...runs,
    write,
    compileCache,
  }).catch(async (error: unknown) => {
    await migration.stop();
    throw error;
  });
  const origin = originOf(host, gateway.port);
  write(`Gatehouse listens on ${origin}`);
  write(browserLine(origin));
  const outbox = outboxOf(values);
  if (outbox !== null) write(`Mails are files in ${outbox}`);
  write(walkThrough(origin));
  const stop = (graceMs?: number): Promise<void> => gateway.stop(graceMs).finally(() => migration.stop());
  return { ...gateway, stop };
};

interface Arguments {
  readonly watch: boolean;
  readonly packaged: boolean;
  readonly paths: readonly string[];
}

const readArguments = (args: readonly string[]): Arguments => {
  try {
    const { values, positionals } = parseArgs({
      ...{ args: [...args], options: OPTIONS, allowNegative: true, allowPositionals: true },
    });
    return { ...values, paths: positionals };
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
  ...variablesIn(appFolders.map((path) => readFileSync(placeOf(path).file, 'utf8'))),
];
