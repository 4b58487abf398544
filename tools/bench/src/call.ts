// One call of a packed handler of the auth app, and its answer.
import type { Handler } from './apps.ts';
import { apiEvent, CONTEXT } from './events.ts';

export interface ApiAnswer {
  readonly statusCode: number;
  readonly body: string;
}

export interface TokenAnswer {
  readonly access_token: string;
  readonly refresh_token: string;
}

/** @throws Error for an answer that is not 200: its time would say nothing */
export const post = async (handler: Handler<ApiAnswer>, path: string, body: object): Promise<string> => {
  const event = apiEvent({ method: 'POST', path, body: JSON.stringify(body) });
  const answer = await handler(event, CONTEXT);
  if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode} ${answer.body}`);
  return answer.body;
};

export const logIn = async (handler: Handler<ApiAnswer>, input: Credentials): Promise<TokenAnswer> =>
  JSON.parse(await post(handler, '/auth/login', input)) as TokenAnswer;

export interface Credentials {
  readonly email: string;
  readonly password: string;
}
