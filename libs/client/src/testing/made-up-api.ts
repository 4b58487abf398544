// An API that is made up, answer by answer, for the tests of the client; tools/e2e has the real one.
import { createClient, memoryStore, type ClientOptions, type Fetch, type Tokens } from '../index.ts';

export const nowSeconds = (): number => Math.floor(Date.now() / 1000);

/** Tokens as the API answers them; nothing of them is to be read. */
export const tokens = (name: string, lifetime = 300): Tokens => ({
  ...{ access_token: `access-${name}`, token_type: 'Bearer', expires_in: lifetime },
  refresh_token: `refresh-${name}`,
});

/** The same as they are kept, `secondsLeft` before their end. */
export const keptTokens = (name: string, secondsLeft = 300): Tokens => ({
  ...tokens(name),
  expires_at: nowSeconds() + secondsLeft,
});

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(status === 204 ? null : JSON.stringify(body), { status, headers });

export const problem = (status: number, code: string, headers?: Record<string, string>): Response =>
  json(status, { type: `urn:x:${code}`, title: code, status, code }, headers);

export interface Call {
  readonly method: string;
  readonly url: string;
  readonly token: string | undefined;
  readonly body: unknown;
  readonly init: RequestInit;
}

/** What a call is answered with, the `count`th of its address; an error is a call that fails on its way. */
export type Answers = (call: Call, count: number) => Response | Error | Promise<Response | Error>;

/** A `fetch` to such an API, and what it was asked. */
export const apiOf = (answers: Answers) => {
  const calls: Call[] = [];
  const fetch: Fetch = async (url, init = {}) => {
    init.signal?.throwIfAborted();
    const token = new Headers(init.headers).get('authorization')?.replace('Bearer ', '');
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : init.body;
    const call = { method: init.method ?? 'GET', url, token, body, init };
    calls.push(call);
    await Promise.resolve();
    const answer = await answers(call, calls.filter((each) => each.url === url).length);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const paths = () => calls.map(({ method, url }) => `${method} ${url.replace('http://api', '')}`);
  const refreshes = () => calls.filter(({ url }) => url.endsWith('/refresh'));
  return { calls, fetch, paths, refreshes };
};

/** A memory store that remembers what it was given. */
export const watchedStore = (held: Tokens | null) => {
  const { get, set } = memoryStore();
  void set(held);
  const given: (Tokens | null)[] = [];
  return {
    given,
    get,
    set: (value: Tokens | null) => {
      given.push(value);
      return set(value);
    },
  };
};

/** A client of such an API, with what is in its store. */
export const clientOf = (
  answers: Answers,
  held: Tokens | null = keptTokens('first'),
  more: Partial<ClientOptions> = {},
) => {
  const api = apiOf(answers);
  const store = watchedStore(held);
  const client = createClient({ baseUrl: 'http://api', store, fetch: api.fetch, ...more });
  return { ...api, store, client };
};
