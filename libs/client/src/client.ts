// The client: the routes of the declarations as methods, over one session.
import type { authApi } from '@gatehouse/auth-contract';
import type { usersApi } from '@gatehouse/users-contract';
import { AUTH, USERS } from './operations.generated.ts';
import type { CallOptions, OperationsOf, Place } from './operations.ts';
import { answerOf, ProblemError, unreadable } from './problem-error.ts';
import { isRepeatable, operationOf, requestOf, withCookie, withToken, type Request } from './request.ts';
import { createSession, type ClientSession } from './session.ts';
import { isTokens, memoryStore, type Tokens, type TokenStore } from './stores.ts';
import { alone, orAborted, pause, within } from './waiting.ts';

/** The API gives a request ten seconds, and answers 504 then; who has no answer by now has lost it. */
const REFRESH_LIMIT_MS = 12_000;

/** The `fetch` of the platform fits, and so does any that takes an address as a text. */
export type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

/** Where the APIs are, and where the tokens are kept. */
export interface ClientOptions {
  /** Where the auth API is, the stage included: `https://api.example.com`, `https://abc.execute-api.….amazonaws.com/v1`. */
  readonly baseUrl: string;
  /** Where the users API is; `baseUrl` when not given. */
  readonly usersUrl?: string;
  /** Where the tokens are kept; in memory when not given. */
  readonly store?: TokenStore;
  /** The refresh token is kept by the browser, in a cookie that no script sees; the API needs REFRESH_COOKIE for it. */
  readonly cookie?: boolean;
  /** `fetch` of the platform when not given. */
  readonly fetch?: Fetch;
}

type Auth = OperationsOf<typeof authApi.routes>;

/** The routes of both APIs, by the names of their use cases, for whoever is signed in. */
export interface Client {
  readonly auth: Omit<Auth, 'refresh' | 'logout'> & {
    /**
     * Renews the tokens now. The client does so by itself, before an access token ends and when one is refused. Throws
     * ProblemError `invalid_grant` when the session has ended or nobody is signed in.
     */
    readonly refresh: () => Promise<Tokens>;
    /** Forgets the tokens, and ends the session; throws where the API did not hear of it, and the tokens are forgotten all the same. */
    readonly logout: (options?: CallOptions) => Promise<void>;
  };
  readonly users: OperationsOf<typeof usersApi.routes>;
  /**
   * `fetch` with the access token of the session, for APIs of one's own behind the same authorizer; once more with a new one after
   * a 401. Every answer is given as it is.
   */
  readonly fetch: Fetch;
  /** The access token of now, renewed where it is about to end; undefined when nobody is signed in. */
  readonly accessToken: () => Promise<string | undefined>;
}

/**
 * A client of the APIs at `baseUrl`. Methods answer with the body of the good answer and throw `ProblemError` for every other;
 * what does not reach the API is thrown as `fetch` throws it.
 *
 * @example
 * const client = createClient({ baseUrl: 'https://api.example.com' });
 * await client.auth.login({ email: 'ada@example.com', password: 'correct horse battery staple' });
 * const { first_name } = await client.users.me();
 */
export const createClient = (options: ClientOptions): Client => {
  const { baseUrl, usersUrl = baseUrl, store = memoryStore(), cookie = false } = options;
  const plain: Fetch = options.fetch ?? ((url, init) => fetch(url, init));
  const send = async (...request: Request): Promise<unknown> => answerOf(await plain(...request));
  const session = createSession({
    ...{ store, cookie, nowSeconds: () => Date.now() / 1000, pause },
    alone: (work) => alone(`gatehouse ${store.lock ?? baseUrl}`, REFRESH_LIMIT_MS, work),
    exchange: (token) =>
      within(REFRESH_LIMIT_MS, (signal) => sendForTokens(AUTH.refresh, [bodyWith(token), { signal }])),
  });
  const guarded = guardedFetch(session, plain);

  /** A call of a route that knows the refresh token. */
  const sendForSession = (place: Place, args: readonly unknown[]): Promise<unknown> => {
    const request = requestOf(baseUrl, operationOf(place), args);
    return send(...(cookie ? withCookie(request) : request));
  };
  const sendForTokens = async (place: Place, args: readonly unknown[]): Promise<Tokens> => {
    const answer = await sendForSession(place, args);
    if (!isTokens(answer)) throw new ProblemError(unreadable({ status: 200, statusText: '' }));
    return answer;
  };
  const methodOf = (base: string, place: Place) => {
    const operation = operationOf(place);
    if (operation.givesTokens)
      return async (...args: readonly unknown[]) => session.signIn(await sendForTokens(place, args));
    const via = operation.isPublic ? plain : guarded;
    return async (...args: readonly unknown[]) => answerOf(await via(...requestOf(base, operation, args)));
  };
  const methodsOf = (base: string, places: Readonly<Record<string, Place>>) =>
    Object.fromEntries(Object.entries(places).map(([name, place]) => [name, methodOf(base, place)]));

  const { logoutAll, ...auth } = methodsOf(baseUrl, AUTH) as unknown as Auth;
  return {
    auth: {
      ...auth,
      refresh: session.refresh,
      logout: async (callOptions) => {
        const { refresh_token: token } = (await store.get()) ?? {};
        await session.signOut();
        if (cookie || token !== undefined)
          await sendForSession(AUTH.logout, [bodyWith(cookie ? undefined : token), callOptions]);
      },
      logoutAll: async (callOptions) => {
        await logoutAll(callOptions);
        await session.signOut();
        return undefined;
      },
    },
    users: methodsOf(usersUrl, USERS) as unknown as Client['users'],
    fetch: guarded,
    accessToken: session.accessToken,
  };
};

/** With the session's token; once more with another where it is refused. */
const guardedFetch =
  (session: ClientSession, send: Fetch): Fetch =>
  async (url, init = {}) => {
    const token = await orAborted(init.signal, session.accessToken());
    const response = await send(url, withToken(init, token));
    if (response.status !== 401 || token === undefined || !isRepeatable(init)) return response;
    const other = await orAborted(init.signal, session.replace(token));
    return other === undefined ? response : send(url, withToken(init, other));
  };

/** In cookie mode the refresh token is in the cookie, and the body has none. */
const bodyWith = (refreshToken: string | undefined) =>
  refreshToken === undefined ? {} : { refresh_token: refreshToken };
