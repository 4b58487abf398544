// Who calls: three accounts, and what a request may say of them in the place of a value that no seed can know.
import { claimsOf, plainClientOf, logIn, newPerson, register, type Client, type Person } from '../client.ts';
import type { RunningGateway } from '../gateway-process.ts';

/** `ended` has logged out. */
export const WHO = ['user', 'admin', 'ended'] as const;
export type Who = (typeof WHO)[number];

/** What stands for `{{user.token}}` and its like. */
type Facts = Readonly<Record<'id' | 'email' | 'password' | 'token' | 'refresh' | 'session', string>>;

export interface People {
  /** The text with what its placeholders stand for now. */
  fill(text: string): string;
  /** Says that something may have ended a token or an account. */
  doubt(): void;
  /** Sees to it that `user` and `admin` may still call. */
  renew(): Promise<void>;
}

/** Below the lifetime of an access token. */
const FRESH_MS = 200_000;

/** Registers the three. */
export const createPeople = async (gateway: RunningGateway): Promise<People> => {
  const call = plainClientOf(gateway.url);
  const facts = {} as Record<Who, Facts>;
  let [doubtful, renewedAt] = [true, 0];

  const renew = async (): Promise<void> => {
    const isOld = performance.now() - renewedAt > FRESH_MS;
    if (!doubtful && !isOld) return;
    if (isOld || !(await mayCall(call, facts.user))) facts.user = await signIn(call, facts.user);
    if (isOld || !(await mayCall(call, facts.admin)))
      facts.admin = await signInAdmin(gateway, call, facts.admin);
    if (isOld) facts.ended = await signOut(call, await signIn(call, undefined));
    doubtful = false;
    if (isOld) renewedAt = performance.now();
  };
  renewedAt = -Infinity;
  await renew();
  return {
    renew,
    doubt: () => void (doubtful = true),
    fill: (text) => text.replaceAll(PLACEHOLDER, (_whole, who: Who, what: keyof Facts) => facts[who][what]),
  };
};

const PLACEHOLDER = /\{\{(user|admin|ended)\.(id|email|password|token|refresh|session)\}\}/g;

const mayCall = async (call: Client, facts: Facts | undefined): Promise<boolean> =>
  facts !== undefined && (await call('GET', '/users/me', { token: facts.token })).status === 200;

/** Logs in again where the account is still what it was; else registers another. */
const signIn = async (call: Client, before: Facts | undefined): Promise<Facts> => {
  const again = before && (await logInAs(call, before).catch(() => undefined));
  if (again !== undefined) return again;
  const person = newPerson();
  await register(call, person);
  return logInAs(call, person);
};

const logInAs = async (call: Client, person: Pick<Person, 'email' | 'password'>): Promise<Facts> => {
  const { access_token, refresh_token } = await logIn(call, newPerson(person));
  const { sub, sid } = claimsOf(access_token);
  const { email, password } = person;
  return { id: sub, email, password, token: access_token, refresh: refresh_token, session: sid };
};

const signInAdmin = async (
  gateway: RunningGateway,
  call: Client,
  before: Facts | undefined,
): Promise<Facts> => {
  const facts = await signIn(call, before);
  if (facts.email === before?.email) return facts;
  await gateway.operate('admin', 'grant', facts.email);
  return logInAs(call, facts);
};

const signOut = async (call: Client, facts: Facts): Promise<Facts> => {
  await call('POST', '/auth/logout', { body: { refresh_token: facts.refresh } });
  return facts;
};
