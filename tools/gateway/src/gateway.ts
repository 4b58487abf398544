// Starts and stops the local API Gateway; what main.ts and the tests call.
import { basename, join } from 'node:path';
import type { Server } from 'node:http';
import type { FunctionHost } from './functions/function-host.ts';
import { PackagedHost } from './functions/packaged/packaged-host.ts';
import { ProcessHost } from './functions/process-host.ts';
import { withinLimit } from './functions/within-limit.ts';
import { listen } from './http/listen.ts';
import { createHttpServer } from './http/server.ts';
import { createReloader } from './reload.ts';
import { RunningApps } from './running-apps.ts';
import { gatherStartErrors, messageOf } from './start-error.ts';
import { loadApps, TEMPLATE_FILE } from './template/load-apps.ts';
import { watchSources } from './watch.ts';

type Values = Readonly<Record<string, string>>;

export interface GatewayOptions {
  /** Folders with a `template.yaml` each; the folder's name is the app's. */
  readonly appFolders: readonly string[];
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
  /** Reload apps when their sources or templates change; a change below `sharedFolders` concerns every app. */
  readonly watch?: { readonly sharedFolders: readonly string[] };
  /** Run the apps' zips instead of their sources. */
  readonly packaged?: PackagedOptions;
  /** Where compiled code is kept between starts. */
  readonly compileCache?: string | undefined;
  /** Takes the access log, the apps' output and what goes wrong, line by line. Default: nobody. */
  readonly write?: (line: string) => void;
}

export interface PackagedOptions {
  /** The folder that has `<app>.zip` for each app. */
  readonly folder: string;
  /** The module that is the runtime client: it runs the handler that its environment names against a Runtime API. */
  readonly runtimeClient: string;
}

export interface Gateway {
  readonly port: number;
  /** Stops listening, lets calls in flight end for up to `graceMs` (default 10 s), ends every process. */
  stop(graceMs?: number): Promise<void>;
}

/**
 * A gateway that answers calls when this resolves. It binds its port first, because values may depend on it;
 * requests that come before the apps are up wait for them.
 * @throws StartError with everything that is wrong; then nothing is left running
 */
export const startGateway = async (options: GatewayOptions): Promise<Gateway> => {
  const { appFolders, parameters = {}, write = () => undefined } = options;
  let localValues: Values = {};
  const apps = new RunningApps({
    folders: appFolders,
    load: () => loadApps(appFolders, { parameters, localValues }),
    createHost: (app) => createHost(app, options),
    write,
  });
  const ready = Promise.withResolvers<void>();
  const server = createHttpServer({
    ready: ready.promise,
    handle: (request) => apps.handle(request),
    refuse: (type, request) => apps.refuse(type, request),
    log: write,
  });
  try {
    const port = await listen(server, options.host ?? '127.0.0.1', options.port ?? 0);
    localValues = (await options.localValues?.(port)) ?? {};
    await allOrErrors([apps.update(() => true), options.prepare?.(localValues) ?? Promise.resolve()]);
    ready.resolve();
    const stopWatching = watchAll(options, apps);
    return { port, stop: (graceMs = 10_000) => stop(server, apps, stopWatching, graceMs) };
  } catch (error) {
    await stop(server, apps, () => undefined, 0);
    throw gatherStartErrors([error]);
  }
};

const createHost = (
  app: string,
  { packaged, compileCache, write = () => undefined }: GatewayOptions,
): FunctionHost => {
  if (packaged === undefined) return new ProcessHost({ app, write, compileCache });
  const { folder, runtimeClient } = packaged;
  return new PackagedHost({ zip: join(folder, `${app}.zip`), runtimeClient, write });
};

const allOrErrors = async (all: readonly Promise<void>[]): Promise<void> => {
  const settled = await Promise.allSettled(all);
  const reasons = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  if (reasons.length > 0) throw gatherStartErrors(reasons);
};

const watchAll = (
  { appFolders, watch, write = () => undefined }: GatewayOptions,
  apps: RunningApps,
): (() => void) => {
  if (watch === undefined) return () => undefined;
  const reloader = createReloader({ update: (isChanged) => apps.update(isChanged), write });
  const watchOne = (folder: string, changed: readonly string[]) =>
    watchSources(folder, {
      onChange: (file) => reloader.changed(file.endsWith(TEMPLATE_FILE) ? [] : changed),
      onError: (error) => write(`changes below ${folder} go unseen: ${messageOf(error)}`),
    });
  const names = appFolders.map((folder) => basename(folder));
  const stops = [
    ...appFolders.map((folder) => watchOne(folder, [basename(folder)])),
    ...watch.sharedFolders.map((folder) => watchOne(folder, names)),
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
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const idle = setInterval(() => server.closeIdleConnections(), 20);
  await withinLimit(closed, graceMs, () => undefined);
  clearInterval(idle);
  server.closeAllConnections();
  await apps.stop(0);
};
