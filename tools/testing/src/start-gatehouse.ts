// Starts Gatehouse behind the local API Gateway, in a folder and on a port of its own.
import { startGateway } from '@gatehouse/gateway';
import { HURRY_MS, LOCAL_PARAMETERS, outboxOf } from '@gatehouse/gateway/local-values';
import { APPS } from './apps.ts';
import { createClock, type Clock, type RunClock } from './clock.ts';
import { assertRead, valuesOf, type Values } from './environment.ts';
import { forgeTokens, type ForgedToken, type Target } from './forged-tokens.ts';
import { makeHome } from './home.ts';
import { openOutbox, type Outbox } from './outbox.ts';
import { migrateRunDatabase, openRunDatabase } from './run-database.ts';
import { readKeys } from './run-keys.ts';
import { tokenFor, type TokenOptions } from './tokens.ts';

/** What a run of Gatehouse is started with. */
export interface GatehouseOptions {
  /** Variables as a deployment has them, such as `{ REGISTRATION: 'closed' }`; the process's own environment is not read. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** SAM templates of your own behind the same gateway and its authorizer: files, or folders with a `template.yaml`. */
  readonly templates?: readonly string[];
  /** Takes what the apps and your functions print, and the access log, line by line. Default: nobody. */
  readonly log?: (line: string) => void;
}

/** A run of Gatehouse. */
export interface Gatehouse {
  /** Where all of it is, `http://127.0.0.1:PORT` without a slash at the end. */
  readonly url: string;
  /** `iss` of its tokens. */
  readonly issuer: string;
  /** `aud` of its tokens. */
  readonly audience: string;
  /** `client_id` of its tokens. */
  readonly clientId: string;
  /** Where its public keys are. */
  readonly jwksUrl: string;
  /**
   * The access token of a real account, in a session that was opened by a real login.
   *
   * @example await fetch(url, { headers: { authorization: `Bearer ${await gatehouse.tokenFor({ roles: ['clerk'] })}` } });
   * @throws RangeError for roles that no account can have; Error for a login that is refused
   */
  tokenFor(options?: TokenOptions): Promise<string>;
  /**
   * Tokens that your service has to answer with 401, one by one: another's signature, no signature, another type, issuer or
   * audience, an embedded key, a member twice, and a hundred more. They are fresh: what expires does so from now on.
   *
   * @example for (const { name, token } of gatehouse.forgedTokens()) assert.equal(await statusWith(token), 401, name);
   * @throws Error where `env` has a SECRET_KEY
   */
  forgedTokens(): readonly ForgedToken[];
  readonly clock: Clock;
  readonly outbox: Outbox;
  /** Ends its processes and removes its files. Calls that are under way get a second. */
  stop(): Promise<void>;
  /** As `stop`, for `await using gatehouse = await startGatehouse()`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Gatehouse, up and ready: an API Gateway on a free port of 127.0.0.1, the three apps behind it, and keys and a database that
 * nobody else has. Any number of them run beside each other.
 *
 * @example const gatehouse = await startGatehouse({ env: { ACCESS_TOKEN_TTL_SECONDS: '60' } });
 * @throws Error with a line `VARIABLE: rule` for each variable that cannot be used; then nothing is left running
 */
export const startGatehouse = async (options: GatehouseOptions = {}): Promise<Gatehouse> => {
  const { env = {}, templates = [], log } = options;
  const appFolders = [...APPS, ...templates];
  assertRead(env, appFolders);
  const clock = createClock();
  const home = await makeHome();
  const closing = [home.remove];
  try {
    let values: Values = {};
    const gateway = await startGateway({
      appFolders,
      parameters: LOCAL_PARAMETERS,
      hurryMs: HURRY_MS,
      localValues: async (port) => (values = await valuesOf(env, home.path, port)),
      prepare: migrateRunDatabase,
      aheadMs: clock.aheadMs,
      compileCache: process.env['NODE_COMPILE_CACHE'],
      ...(log && { write: log }),
    });
    closing.unshift(() => gateway.stop(GRACE_MS));
    const run = await openRun(values, `http://127.0.0.1:${gateway.port}`, clock);
    closing.unshift(run.close);
    return withStop(run.face, () => closeAll(closing));
  } catch (error) {
    await closeAll(closing);
    throw error;
  }
};

/** What was opened last is closed first. */
const closeAll = async (closing: readonly (() => Promise<void>)[]): Promise<void> => {
  for (const close of closing) await close();
};

const GRACE_MS = 1000;

interface Run {
  readonly face: Omit<Gatehouse, 'stop' | typeof Symbol.asyncDispose>;
  readonly close: () => Promise<void>;
}

const openRun = async (values: Values, url: string, clock: RunClock): Promise<Run> => {
  const database = await openRunDatabase(values);
  const keys = await readKeys(values);
  const target = targetOf(values);
  let accounts = 0;
  const deps = {
    ...{ url, target, keys, users: database.users, now: clock.now },
    newEmail: () => `account-${++accounts}@example.com`,
  };
  const face = {
    ...{ ...target, url, clock, jwksUrl: `${url}/auth/.well-known/jwks.json` },
    tokenFor: oneByOne((options: TokenOptions = {}) => tokenFor(deps, options)),
    forgedTokens: () => forgeTokens(keys.pair, target, clock.now()),
    outbox: openOutbox(outboxOf(values)),
  };
  return { face, close: () => database.close() };
};

/** Whoever asks for many at once gets them all: Gatehouse refuses logins that come faster than it hashes. */
const oneByOne = <Input, Output>(act: (input?: Input) => Promise<Output>) => {
  let last: Promise<unknown> = Promise.resolve();
  return (input?: Input): Promise<Output> => {
    const next = last.then(() => act(input));
    last = next.catch(() => undefined);
    return next;
  };
};

const targetOf = (values: Values): Target => {
  const { JWT_ISSUER: issuer = '', JWT_AUDIENCE: audience = '', JWT_CLIENT_ID: clientId = '' } = values;
  return { issuer, audience, clientId };
};

const withStop = (face: Run['face'], act: () => Promise<void>): Gatehouse => {
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= act());
  return { ...face, stop, [Symbol.asyncDispose]: stop };
};
