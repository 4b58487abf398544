// The apps that serve now: their hosts, their routes and what their authorizers said; replaced together or not at all.
import type { Answer } from './answers/answer.ts';
import type { RefusalType } from './answers/response-types.ts';
import type { AuthorizerResult } from './authorize/authorize.ts';
import { createResultCache } from './authorize/result-cache.ts';
import type { ResultCache } from './authorize/result-cache.ts';
import type { SeenAuthorization } from './authorize/seen-authorization.ts';
import type { GatewayRequest, RequestHead } from './events/request.ts';
import { handleHttpCall } from './http-api/handle-http-call.ts';
import { refusalAnswer, statusOfType } from './http-api/http-refusal.ts';
import { createIssuerKeys } from './http-api/jwt/issuer-keys.ts';
import type { IssuerKeys } from './http-api/jwt/issuer-keys.ts';
import type { HttpAuthorizerResult } from './http-api/lambda-authorizer.ts';
import { createHttpRoutes } from './http-api/routes.ts';
import { InvocationError } from './functions/function-host.ts';
import type { FunctionHost, PreparedApp } from './functions/function-host.ts';
import { withinLimit } from './functions/within-limit.ts';
import { handleCall, hasRoute, refuse } from './handle-call.ts';
import { parseRequestTarget } from './routes/request-target.ts';
import { createRouteTree } from './routes/route-tree.ts';
import { Schedules } from './schedules.ts';
import type { SeenCall } from './seen-call.ts';
import { gatherStartErrors, messageOf, StartError } from './start-error.ts';
import type { HttpApiModel } from './template/http-api/model.ts';
import type { AppModel, FunctionTarget } from './template/model.ts';

export interface RunningAppsOptions {
  /** Reads the templates anew. @throws StartError */
  readonly load: () => readonly AppModel[];
  readonly createHost: (app: string) => FunctionHost;
  readonly write: (line: string) => void;
  /** How far the clock is ahead. Default: not at all. */
  readonly aheadMs?: (() => number) | undefined;
  /** How often at least what is scheduled runs, and behind each call besides; as templates say where it is not given. */
  readonly hurryMs?: number | undefined;
  /** Told of each call when it has its answer. */
  readonly onCall?: ((call: SeenCall) => void) | undefined;
}

/** REST APIs give an integration this long, whatever the function's own time-out. */
const INTEGRATION_LIMIT_MS = 29_000;

export class RunningApps {
  readonly #options: RunningAppsOptions;
  readonly #hosts = new Map<string, FunctionHost>();
  readonly #aheadMs: () => number;
  readonly #cache: ResultCache<AuthorizerResult>;
  readonly #httpCache: ResultCache<HttpAuthorizerResult>;
  readonly #keys: IssuerKeys;
  readonly #schedules: Schedules;
  readonly #said = new Set<string>();
  #apps: readonly AppModel[] = [];
  #isScheduling = false;
  #routes = createRouteTree([]);
  #httpRoutes = createHttpRoutes([]);

  constructor(options: RunningAppsOptions) {
    this.#options = options;
    this.#aheadMs = options.aheadMs ?? (() => 0);
    const now = (): number => performance.now() + this.#aheadMs();
    this.#cache = createResultCache({ now });
    this.#httpCache = createResultCache({ now });
    this.#keys = createIssuerKeys({ now });
    this.#schedules = new Schedules({
      invoke: (target, event, limitMs) => this.#invoke(target, event, limitMs),
      write: options.write,
      now: () => new Date(Date.now() + this.#aheadMs()),
      hurryMs: options.hurryMs,
    });
  }

  /**
   * Reads the templates and boots, side by side, every app whose sources changed (`isChanged`) or whose template says
   * something new; then routes and processes change at once.
   * @throws StartError with everything that is wrong; what served before serves on
   */
  async update(isChanged: (app: string) => boolean): Promise<void> {
    const apps = this.#options.load();
    const routes = createRouteTree(apps.flatMap((app) => app.apis));
    const httpRoutes = createHttpRoutes(apps.flatMap((app) => app.httpApis));
    assertNoneTwice(apps);
    const stale = apps.filter((app) => isChanged(app.name) || !this.#runsAs(app));
    const prepared = await prepareAll(stale, (app) => this.#hostOf(app));
    for (const one of prepared) one.adopt();
    this.#say(apps.flatMap((app) => app.notes));
    this.#apps = apps;
    if (this.#isScheduling) this.startSchedules();
    this.#routes = routes;
    this.#httpRoutes = httpRoutes;
    this.#cache.clear();
    this.#httpCache.clear();
    await this.#stopHostsBut(apps);
  }

  /** Runs what is scheduled, from now on. */
  startSchedules(): void {
    this.#isScheduling = true;
    this.#schedules.set(this.#apps.flatMap((app) => app.schedules));
    this.#schedules.nudge();
  }

  /** Runs no more of it. Resolves when no run is under way. */
  stopSchedules(): Promise<void> {
    return this.#schedules.stop();
  }

  /** A route of a REST API, else one of an HTTP API, else what REST APIs say to a call without a route. */
  async handle(sent: GatewayRequest): Promise<Answer> {
    const startedAtMs = performance.now();
    let authorization: SeenAuthorization | undefined;
    const answer = await this.#answer(sent, (seen) => (authorization = seen));
    const { status, authorizer: decision } = answer;
    // Calls are kept for a while, and a body may be 10 MB, or a password.
    const { body: _body, ...request } = sent;
    this.#options.onCall?.({
      ...{ request, status, decision, authorization },
      hasRoute: this.hasRoute(sent),
      durationMs: performance.now() - startedAtMs,
    });
    if (this.#isScheduling && sent.method !== 'GET') this.#schedules.nudge();
    return answer;
  }

  async #answer(sent: GatewayRequest, observe: (seen: SeenAuthorization) => void): Promise<Answer> {
    const request = this.#at(sent);
    const deps = {
      invoke: (target: FunctionTarget, event: unknown, limitMs?: number) =>
        this.#invoke(target, event, limitMs),
      report: (requestId: string, cause: unknown) => this.#report(requestId, cause),
    };
    if (this.#httpApis.length > 0 && !hasRoute(request, this.#routes)) {
      const http = {
        routes: this.#httpRoutes,
        apis: this.#httpApis,
        keys: this.#keys,
        cache: this.#httpCache,
      };
      const answer = await handleHttpCall(request, { ...deps, ...http });
      if (answer !== null) return answer;
      if (this.#isHttpAlone) return refusalAnswer(404);
    }
    return handleCall(request, { ...deps, routes: this.#routes, cache: this.#cache, observe });
  }

  /** Whether a template has a route for it. */
  hasRoute({ target, method }: Pick<RequestHead, 'target' | 'method'>): boolean {
    const segments = parseRequestTarget(target)?.segments ?? null;
    return hasRoute({ target, method }, this.#routes) || this.#httpRoutes.match(segments, method) !== null;
  }

  refuse(type: RefusalType, request: RequestHead): Answer {
    return this.#isHttpAlone
      ? refusalAnswer(statusOfType(type))
      : refuse(type, this.#at(request), this.#routes);
  }

  /** The request as it came by the clock that functions have. */
  #at<T extends RequestHead>(request: T): T {
    return { ...request, receivedAt: new Date(request.receivedAt.getTime() + this.#aheadMs()) };
  }

  get #httpApis(): readonly HttpApiModel[] {
    return this.#apps.flatMap((app) => app.httpApis);
  }

  get #isHttpAlone(): boolean {
    return this.#httpApis.length > 0 && this.#apps.every((app) => app.apis.length === 0);
  }

  async stop(graceMs: number): Promise<void> {
    await Promise.all([...this.#hosts.values()].map((host) => host.stop(graceMs)));
  }

  async #stopHostsBut(apps: readonly AppModel[]): Promise<void> {
    const gone = [...this.#hosts].filter(([name]) => !apps.some((app) => app.name === name));
    for (const [name] of gone) this.#hosts.delete(name);
    await Promise.all(gone.map(([, host]) => host.stop(0)));
  }

  #hostOf(app: string): FunctionHost {
    const host = this.#hosts.get(app) ?? this.#options.createHost(app);
    this.#hosts.set(app, host);
    return host;
  }

  /** Each note once, not after every change of a source. */
  #say(notes: readonly string[]): void {
    for (const note of notes) if (!this.#said.has(note)) this.#options.write(note);
    for (const note of notes) this.#said.add(note);
  }

  #runsAs(app: AppModel): boolean {
    const running = this.#apps.find(({ name }) => name === app.name);
    return running !== undefined && processOf(running) === processOf(app);
  }

  async #invoke(
    { app, functionId, timeoutMs }: FunctionTarget,
    event: unknown,
    limitMs = INTEGRATION_LIMIT_MS,
  ): Promise<unknown> {
    const host = this.#hosts.get(app);
    if (host === undefined) throw new InvocationError('lost', `there is no app ${app}`);
    return withinLimit(host.invoke(functionId, event, timeoutMs), limitMs, () => {
      throw new InvocationError('timed_out', `${functionId} ran past the integration's ${limitMs} ms`);
    });
  }

  #report(requestId: string, cause: unknown): void {
    this.#options.write(`${requestId} ${messageOf(cause)}`);
  }
}

/** A path and method of a REST API hides the same of an HTTP API. */
const assertNoneTwice = (apps: readonly AppModel[]): void => {
  const rest = new Set(apps.flatMap(({ apis }) => apis.flatMap(({ routes }) => routes)).map(keyOf));
  const twice = apps.flatMap(({ name, httpApis }) =>
    httpApis
      .flatMap(({ routes }) => routes)
      .filter((route) => rest.has(keyOf(route)))
      .map(({ routeKey }) => `${name}: ${routeKey}: a REST API already has this route`),
  );
  if (twice.length > 0) throw new StartError(twice);
};

const keyOf = ({ method, path }: { readonly method: string; readonly path: string | null }): string =>
  `${method} ${path}`;

/** What a process of the app depends on, beside its sources. */
const processOf = ({ functions }: AppModel): string => JSON.stringify(functions);

const prepareAll = async (
  apps: readonly AppModel[],
  hostOf: (app: string) => FunctionHost,
): Promise<readonly PreparedApp[]> => {
  const settled = await Promise.allSettled(apps.map(async (app) => hostOf(app.name).prepare(app)));
  const prepared = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const reasons = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  if (reasons.length === 0) return prepared;
  for (const one of prepared) one.discard();
  throw gatherStartErrors(reasons);
};
