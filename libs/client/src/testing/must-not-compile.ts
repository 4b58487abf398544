// Mistakes that the types of the face refuse: `npm run types` compiles this file, and nothing runs it.
import { createClient, type Client, type ProblemError, type TokenStore } from '../index.ts';

export const mistakesOfCalls = async (client: Client): Promise<void> => {
  // @ts-expect-error -- a path parameter is missing
  void client.users.get();
  // @ts-expect-error -- a member of the body is unknown
  void client.users.update('a', { nickname: 'Ada' });
  // @ts-expect-error -- a member of the body is missing
  void client.auth.login({ email: 'ada@example.com' });
  // @ts-expect-error -- a member of the query is of another type
  void client.users.list({ limit: 'all' });
  // @ts-expect-error -- there is no such option
  void client.users.me({ timeout: 5 });
  // @ts-expect-error -- the refresh token is the store's
  void client.auth.refresh({ refresh_token: 'x' });
  const me = await client.users.me();
  // @ts-expect-error -- an answer is not to be changed
  me.first_name = 'Ada';
};

/** What no declaration has is in no type. */
export const isThere: {
  readonly route: 'promote' extends keyof Client['users'] ? true : false;
  readonly member: 'password_hash' extends keyof Awaited<ReturnType<Client['users']['me']>> ? true : false;
} = { route: false, member: false };

export const mistakesOfHosts = (error: ProblemError, get: TokenStore['get']): void => {
  // @ts-expect-error -- where the API is has to be said
  createClient({});
  // @ts-expect-error -- a store keeps as well
  createClient({ baseUrl: 'https://api.example.com', store: { get } });
  // @ts-expect-error -- there is no such code
  if (error.code === 'emial_taken') throw error;
};
