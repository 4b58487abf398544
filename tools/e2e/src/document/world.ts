// The gateways that bring about every answer: one as on a laptop, and others beside it, on its keys and its database.
import type { SoftwareAuthenticator } from '@gatehouse/passkeys/testing';
import { childrenOf } from '../child-processes.ts';
import { clientOf, logIn, signUp, type Answer, type Client, type Person, type TokenSet } from '../client.ts';
import { startGateway, type RunningGateway } from '../gateway-process.ts';
import { holdAnswer } from './hold-answer.ts';
import { tokenTo } from '../mailbox.ts';
import { operations } from './openapi.ts';
import { anAuthenticator } from '../passkeys.ts';
import { sendBroken } from './raw-request.ts';

export interface Account {
  readonly person: Person;
  readonly id: string;
  readonly tokens: TokenSet;
}

export interface World {
  readonly plain: Client;
  /** Closed to newcomers and to late logins; what everybody may call for themselves is for admins here. */
  readonly strict: Client;
  /** Without its database. */
  readonly away: Client;
  /** Takes one attempt of everything. */
  readonly limited: Client;
  /** Where registrations wait to be confirmed. */
  readonly confirmed: Client;
  /** The token of the link that was mailed to this address. */
  readonly mailed: (email: string, kind: 'verify_email' | 'reset_password') => Promise<string>;
  /** A new authenticator on a page of `plain`. */
  readonly authenticator: () => SoftwareAuthenticator;
  /** A new account with these roles, logged in. */
  signUp(roles?: readonly string[]): Promise<Account>;
  /** A gateway on a database of its own, and the only admin there. */
  readonly lonely: { readonly call: Client; readonly admin: Account };
  /** Its processes can be stopped and ended. */
  readonly fragile: Client;
  /** Those that run the apps of `fragile` now. */
  readonly processes: () => Promise<readonly number[]>;
  /** A request to `plain` that is not HTTP as it should be. */
  sendBroken(method: string, path: string): Promise<Answer>;
  stop(): Promise<void>;
}

/** Starts the gateways. `onOutcome` is told what each answer was. */
export const startWorld = async (onOutcome: (outcome: string) => void): Promise<World> => {
  const plain = await startGateway({ name: 'SQLite', databaseUrl: null });
  const beside = await Promise.all(
    [STRICT, AWAY, {}, LIMITED, CONFIRMED].map((variables) => plain.startBeside(variables)),
  );
  const [call, strict, away, fragile, limited, confirmed] = [plain, ...beside].map(({ url }) =>
    clientOf(url, onOutcome),
  );
  const lonely = await startGateway({ name: 'SQLite', databaseUrl: null });
  const lonelyCall = clientOf(lonely.url, onOutcome);
  return {
    lonely: { call: lonelyCall, admin: await signUpAs(lonely, lonelyCall, ['admin']) },
    plain: call!,
    strict: strict!,
    away: away!,
    limited: limited!,
    confirmed: confirmed!,
    mailed: (email, kind) => tokenTo(plain, email, kind),
    authenticator: () => anAuthenticator(plain),
    fragile: fragile!,
    processes: () => childrenOf(beside[2]!.pid),
    signUp: (roles = []) => signUpAs(plain, call!, roles),
    sendBroken: async (method, path) => {
      const answer = await sendBroken(plain.url, method, path);
      onOutcome(holdAnswer(method, path, answer));
      return answer;
    },
    stop: async () => {
      await Promise.all(beside.map((gateway) => gateway.stop()));
      await Promise.all([plain.stop(), lonely.stop()]);
    },
  };
};

const signUpAs = async (
  gateway: RunningGateway,
  call: Client,
  roles: readonly string[],
): Promise<Account> => {
  const { person, user, tokens } = await signUp(call);
  if (!roles.includes('admin')) return { person, id: user.id, tokens };
  await gateway.operate('admin', 'grant', person.email);
  return { person, id: user.id, tokens: await logIn(call, person) };
};

/** The rows of every guarded route, with admins in the place of every account. */
const rowsForAdmins = (): object => {
  const guarded = operations.filter(({ callers }) => callers !== 'anyone');
  const rows = Map.groupBy(guarded, ({ path }) => path.split('/')[1] ?? '');
  return Object.fromEntries(
    [...rows].map(([api, routes]) => [
      api,
      routes.map(({ method, path, callers }) => ({
        verb: method,
        path,
        ...(callers !== 'anyone' && callers.self === true ? { roles: ['admin'] } : (callers as object)),
      })),
    ]),
  );
};

const STRICT = {
  REGISTRATION: 'closed',
  REAUTHENTICATION_SECONDS: '1',
  ACCESS_TABLE: JSON.stringify(rowsForAdmins()),
};
const AWAY = { DATABASE_URL: 'mongodb://127.0.0.1:9/gatehouse' };
const CONFIRMED = { REGISTRATION: 'confirmed' };
const LIMITED = {
  LOGIN_LIMIT_PER_ACCOUNT: '1/900',
  LOGIN_LIMIT_PER_ADDRESS: '1/900',
  REGISTER_LIMIT_PER_ADDRESS: '1/900',
  CODE_LIMIT_PER_ACCOUNT: '1/900',
};
