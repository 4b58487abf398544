// A plain HTTP client, so that the suite knows of Gatehouse no more than a user of the contract does.
import { randomUUID } from 'node:crypto';
import { holdAnswer } from './document/hold-answer.ts';
import { witnessCall } from './logs/witness.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed body; undefined when there is none. Loosely typed on purpose: the suite asserts what is in it. */
  readonly body: any;
}

export interface Call {
  readonly token?: string | undefined;
  /** Sent as JSON; a string is sent as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Client {
  (method: string, path: string, call?: Call): Promise<Answer>;
}

export interface Person {
  readonly first_name: string;
  readonly last_name: string;
  readonly email: string;
  readonly password: string;
}

export interface TokenSet {
  readonly access_token: string;
  readonly refresh_token: string;
}

/** A client of the API at `base`. An answer that the OpenAPI document does not tell of fails the test that asked. */
export const clientOf =
  (base: string, onOutcome: (outcome: string) => void = () => {}): Client =>
  async (method, path, options) => {
    const answer = await plainClientOf(base)(method, path, options);
    onOutcome(holdAnswer(method, path, answer));
    return answer;
  };

/** A client of an API that the document does not tell of. */
export const plainClientOf =
  (base: string): Client =>
  async (method, path, options = {}) => {
    const answer = await send(`${base}${path}`, method, options);
    witnessCall(base, options, { method, path, answer });
    return answer;
  };

const send = async (url: string, method: string, { token, body, headers }: Call): Promise<Answer> => {
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const { status, headers: received } = response;
  return { status, headers: received, body: text === '' ? undefined : parsed(text) };
};

/** What the suite reads of an access token that it has got, without a look at its signature. */
export interface Claims {
  readonly iss: string;
  readonly sub: string;
  readonly sid: string;
  readonly roles: readonly string[];
  readonly amr: readonly string[];
  readonly auth_time: number;
}

export const claimsOf = (accessToken: string): Claims =>
  JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString()) as Claims;

/** A person nobody has registered yet. */
export const newPerson = (given: Partial<Person> = {}): Person => ({
  first_name: 'Ada',
  last_name: 'Lovelace',
  email: `ada.${randomUUID()}@example.com`,
  password: 'correct horse battery staple',
  ...given,
});

/** Registers a person; the user as answered. */
export const register = async (call: Client, person: Person): Promise<{ readonly id: string }> =>
  expectStatus(await call('POST', '/users', { body: person }), 201).body as { id: string };

/** Logs a person in; the tokens as answered. */
export const logIn = async (call: Client, { email, password }: Person): Promise<TokenSet> =>
  expectStatus(await call('POST', '/auth/login', { body: { email, password } }), 200).body as TokenSet;

/** A registered person who is logged in. */
export const signUp = async (call: Client, person = newPerson()) => {
  const user = await register(call, person);
  return { person, user, tokens: await logIn(call, person) };
};

const expectStatus = (answer: Answer, status: number): Answer => {
  if (answer.status === status) return answer;
  throw new Error(`expected ${status}, got ${answer.status}: ${JSON.stringify(answer.body)}`);
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
