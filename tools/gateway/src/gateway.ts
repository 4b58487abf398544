// Starts and stops the local API Gateway; what main.ts and the tests call.
import { join, relative, sep } from 'node:path';
import type { Server } from 'node:http';
import type { Answer } from './answers/answer.ts';
import type { GatewayRequest } from './events/request.ts';
import { AppHost } from './functions/app-host.ts';
import type { FunctionHost } from './functions/function-host.ts';
import { PackagedHost } from './functions/packaged/packaged-host.ts';
import { withinLimit } from './functions/within-limit.ts';
import { listen } from './http/listen.ts';
import { createHttpServer } from './http/server.ts';
import { logLinesOf, type LogFormat } from './log-lines/log-lines.ts';
import { createReloader } from './reload.ts';
import { RunningApps } from './running-apps.ts';
import type { SeenCall } from './seen-call.ts';
import { gatherStartErrors, messageOf } from './start-error.ts';
import { loadApps } from './template/load-apps.ts';
import { placeOf } from './template/template-place.ts';
import { watchSources } from './watch.ts';

type Values = Readonly<Record<string, string>>;

/** Which templates are served, where, and with which values. */
export interface GatewayOptions {
  /**
   * Folders with a `template.yaml` each, or template files of whatever name. The app's name is that of the folder, or of a
   * file that is not called `template.yaml`. A function is asked again at every reload.
   */
  readonly appFolders: readonly string[] | (() => readonly string[]);
  /** Default `127.0.0.1`. */
  readonly host?: string;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Values for the templates' parameters; else a local value of that name counts, else the Default. */
  readonly parameters?: Values;
  /** Environment values that win over the templates', made when the port is known. An app gets those it names. */
  readonly localValues?: (port: number) => Promise<Values> | Values;
  /** What has to be done before the first call, beside the apps' boot: a migration. */
  readonly prepare?: (localValues: Values) => Promise<void>;
  /** Reload apps when their sources or templates change. */
  readonly watch?: WatchOptions;
  /** Run the apps' zips instead of their sources. */
  readonly packaged?: PackagedOptions;
  /**
   * How many milliseconds the clock of functions, of authorizers' results and of requests' times is ahead, asked at each call, so
   * that a test reaches the end of a token without waiting for it. Zips have the machine's own time.
   */
  readonly aheadMs?: () => number;
  /**
   * Runs what is scheduled at least this often, in milliseconds, and behind every call besides, so that nobody waits for a minute.
   * Default: as the templates say.
   */
  readonly hurryMs?: number;
  /** Where compiled code is kept between starts. */
  readonly compileCache?: string | undefined;
  /**
   * How calls and the apps' lines are written: `json` for machines, `pretty` for a person, who is spared what machines alone read.
   * Default: calls in plain words, and the apps' lines as they are.
   */
  readonly logFormat?: LogFormat | undefined;
  /** Whether `pretty` lines have colours. Default: none. */
  readonly colours?: boolean | undefined;
  /** Takes the access log, the apps' output and what goes wrong, line by line. Default: nobody. */
  readonly write?: (line: string) => void;
}

export interface WatchOptions {
  /** A change below these concerns every app. */
  readonly sharedFolders: readonly string[];
  /** The folder that all app folders are in, where new ones may come to be; without it each is watched by itself. */
  readonly appsFolder?: string;
}

export interface PackagedOptions {
  /** The folder that has `<app>.zip` for each app. */
  readonly folder: string;
  /** The module that is the runtime client: it runs the handler that its environment names against a Runtime API. */
  readonly runtimeClient: string;
}

/** A gateway that runs. */
export interface Gateway {
  readonly port: number;
  /** Stops listening, lets calls in flight end for up to `graceMs` (default 10 s), ends every process. */
  stop(graceMs?: number): Promise<void>;
}

/**
 * A gateway that answers calls when this resolves. It binds its port first, because values may depend on it;
 * requests that come before the apps are up wait for them.
 * @throws StartError with everything that is wrong; then nothing is left running
 * @example
 * const gateway = await startGateway({ appFolders: ['orders'], parameters: { TableName: 'orders-test' } });
 * const answer = await fetch(`http://127.0.0.1:${gateway.port}/orders`);
 * await gateway.stop();
 */
export const startGateway = (options: GatewayOptions): Promise<Gateway> => runGateway(options);

/** What `npm start` has beside the templates, and no package: here are its forms alone. */
export interface LocalParts {
  /** Pages on paths that no template has. */
  readonly pages?: PagesInFront;
  /** Told of each call when it has its answer. */
  readonly onCall?: (call: SeenCall) => void;
}

interface PagesInFront {
  /** Null for what is none of them. */
  answer(request: GatewayRequest, routes: Pick<RunningApps, 'hasRoute'>): Promise<Answer | null>;
  /** A line for each page that the templates leave no place for. */
  taken(routes: Pick<RunningApps, 'hasRoute'>): readonly string[];
  stop(): Promise<void>;
}

/** As `startGateway`, with the pages of this machine. @throws StartError */
export const runGateway = async (options: GatewayOptions & LocalParts): Promise<Gateway> => {
  const { parameters = {}, write = () => undefined, aheadMs, hurryMs } = options;
  let localValues: Values = {};
  const apps = new RunningApps({
    load: () => loadApps(foldersOf(options), { parameters, localValues }),
    createHost: (app) => createHost(app, options),
    write,
    aheadMs,
    hurryMs,
    onCall: options.onCall,
  });
  const { callLine } = logLinesOf(options.logFormat, options.colours);
  const ready = Promise.withResolvers<void>();
  const server = createHttpServer({
    ready: ready.promise,
    handle: async (request) => (await options.pages?.answer(request, apps)) ?? apps.handle(request),
    refuse: (type, request) => apps.refuse(type, request),
    log: write,
    callLine,
  });
  try {
    const port = await listen(server, options.host ?? '127.0.0.1', options.port ?? 0);
    localValues = (await options.localValues?.(port)) ?? {};
    const update = telling(options, apps);
    await allOrErrors([update(() => true), options.prepare?.(localValues) ?? Promise.resolve()]);
    ready.resolve();
    apps.startSchedules();
    const stopWatching = watchAll(options, update);
    const stopAll = async (graceMs = 10_000): Promise<void> => {
      await options.pages?.stop();
      await stop(server, apps, stopWatching, graceMs);
    };
    return { port, stop: stopAll };
  } catch (error) {
    await stop(server, apps, () => undefined, 0);
    throw gatherStartErrors([error]);
  }
};

const foldersOf = ({ appFolders }: GatewayOptions): readonly string[] =>
  typeof appFolders === 'function' ? appFolders() : appFolders;

const createHost = (
  app: string,
  { packaged, compileCache, aheadMs, logFormat, colours, ...options }: GatewayOptions,
): FunctionHost => {
  const { appLine } = logLinesOf(logFormat, colours);
  const write = (line: string): void => {
    const shown = appLine(line);
    if (shown !== null) options.write?.(shown);
  };
  if (packaged === undefined) return new AppHost({ app, write, compileCache, aheadMs });
  const { folder, runtimeClient } = packaged;
  return new PackagedHost({ zip: join(folder, `${app}.zip`), runtimeClient, write });
};

const allOrErrors = async (all: readonly Promise<void>[]): Promise<void> => {
  const settled = await Promise.allSettled(all);
  const reasons = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  if (reasons.length > 0) throw gatherStartErrors(reasons);
};

type Update = RunningApps['update'];

/** Takes templates and sources up, and says which pages they leave no place for, each once. */
const telling = (
  { pages, write = () => undefined }: GatewayOptions & LocalParts,
  apps: RunningApps,
): Update => {
  const said = new Set<string>();
  return async (isChanged) => {
    await apps.update(isChanged);
    const lines = (pages?.taken(apps) ?? []).filter((line) => !said.has(line));
    for (const line of lines) write(line);
    for (const line of lines) said.add(line);
  };
};

const watchAll = (options: GatewayOptions, update: Update): (() => void) => {
  const { watch, write = () => undefined } = options;
  if (watch === undefined) return () => undefined;
  const { appsFolder, sharedFolders } = watch;
  const reloader = createReloader({ update, write });
  const isTemplate = (file: string): boolean => places().some((place) => place.file === file);
  const watchOne = (folder: string, changedBy: (file: string) => readonly string[]) =>
    watchSources(folder, {
      onChange: (file) => reloader.changed(isTemplate(file) ? [] : changedBy(file)),
      onError: (error) => write(`changes below ${folder} go unseen: ${messageOf(error)}`),
    });
  const places = () => foldersOf(options).map(placeOf);
  const all = () => places().map(({ app }) => app);
  const own = appsFolder === undefined ? new Set(places().map(({ folder }) => folder)) : [appsFolder];
  const appsOf = (folder: string, file: string): readonly string[] =>
    folder === appsFolder
      ? [relative(folder, file).split(sep)[0] ?? '']
      : places().flatMap((place) => (place.folder === folder ? [place.app] : []));
  const stops = [
    ...[...own].map((folder) => watchOne(folder, (file) => appsOf(folder, file))),
    ...sharedFolders.map((folder) => watchOne(folder, all)),
  ];
  return () => {
    for (const stopOne of stops) stopOne();
    reloader.stop();
  };
};

const stop = async (
  server: Server,
  apps: RunningApps,
  stopWatching: () => void,
  graceMs: number,
): Promise<void> => {
  stopWatching();
  const closed = Promise.all([
    new Promise<void>((resolve) => server.close(() => resolve())),
    apps.stopSchedules(),
  ]);
  const idle = setInterval(() => server.closeIdleConnections(), 20);
  await withinLimit<unknown>(closed, graceMs, () => undefined);
  clearInterval(idle);
  server.closeAllConnections();
  await apps.stop(0);
};
