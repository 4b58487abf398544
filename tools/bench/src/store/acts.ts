// What a request asks of the stores, act by act, as the use cases ask it; hashing, signing and what else is no work of a store stays out.
import { randomUUID } from 'node:crypto';
import { eraseAccount, endSessionsOf } from '@gatehouse/accounts/acts';
import type { Account, Database } from '@gatehouse/db';
import { createLoginLimits, createRegisterLimit } from '@gatehouse/limits';
import { openSession, type Session } from '@gatehouse/sessions';
import { accountAt, emailOf, familyOf, idOf, LIFETIMES, SESSIONS_PER_ACCOUNT } from './crowd.ts';

/** A store with so many accounts. */
export interface Crowd {
  readonly size: number;
  readonly database: Database;
}

/** One measured piece of work, and what brings the store back to what it was before. */
export interface Turn {
  readonly work: () => Promise<unknown>;
  readonly after?: () => Promise<unknown>;
}

export interface Act {
  readonly id: string;
  readonly title: string;
  /** Makes ready what the account of that number needs for one turn. */
  readonly prepare: (crowd: Crowd, number: number) => Turn | Promise<Turn>;
}

const PAGE = 50;
const ADDRESS = '192.0.2.1';
const HARDLY_LIMITED = { attempts: 1_000_000_000, seconds: 900 };

const login = ({ database }: Crowd, number: number): Turn => {
  const { users, sessions } = database;
  const limits = createLoginLimits(async () => database, {
    perAccount: HARDLY_LIMITED,
    perAddress: HARDLY_LIMITED,
  });
  const [email, accountId, now] = [emailOf(number), idOf(number), new Date()];
  const signIn = {
    id: randomUUID(),
    accountId,
    epoch: 0,
    amr: ['pwd'],
    userAgent: 'Firefox',
    address: ADDRESS,
  };
  const { session } = openSession(signIn, { now, lifetimes: LIFETIMES });
  const work = async (): Promise<void> => {
    const attempt = await limits.countPassword({ email, address: ADDRESS });
    await users.findByEmail(email);
    await sessions.insert(session);
    await sessions.listByAccount(accountId, now);
    await attempt.succeeded();
  };
  return { work, after: () => sessions.end(session.familyDigest) };
};

const refresh = ({ database: { users, sessions } }: Crowd, number: number): Turn => ({
  work: async () => {
    const session = await sessions.findByFamily(familyOf(number, number % SESSIONS_PER_ACCOUNT));
    await sessions.swap(rotated(session!), session!.generation);
    await users.findById(session!.accountId);
  },
});

const rotated = (session: Session): Session => ({
  ...session,
  generation: session.generation + 1,
  currentDigest: session.familyDigest,
  predecessor: {
    digest: session.currentDigest,
    sealedSuccessor: 's'.repeat(95),
    usedAt: new Date(),
    network: ADDRESS,
  },
  lastUsedAt: new Date(),
});

const get = async ({ database: { users, sessions } }: Crowd, number: number): Promise<Turn> => {
  const session = await sessions.findByFamily(familyOf(number, 0));
  return { work: () => Promise.all([users.findById(idOf(number)), sessions.findById(session!.id)]) };
};

const firstPage = ({ database: { users } }: Crowd): Turn => ({
  work: () => users.list({ limit: PAGE, after: null }),
});

/** Behind any account, of the oldest to the newest. */
const deepPage = async ({ database: { users } }: Crowd, number: number): Promise<Turn> => {
  const after = await users.findById(idOf(number));
  return { work: () => users.list({ limit: PAGE, after }) };
};

const register = ({ database }: Crowd): Turn => {
  const count = createRegisterLimit(async () => database, HARDLY_LIMITED);
  const account = { ...accountAt(0, new Date()), id: randomUUID(), email: `${randomUUID()}@example.com` };
  const work = async (): Promise<void> => {
    await count({ address: ADDRESS });
    await database.users.insert(account);
  };
  return { work, after: () => database.users.remove(account.id) };
};

const logOutEverywhere = async ({ database }: Crowd, number: number): Promise<Turn> => {
  const before = await keptOf(database, number);
  const deps = { ...database, audit: TOLD_TO_NOBODY, now: () => new Date() };
  return {
    work: () => endSessionsOf(deps, before.account.id),
    after: () => putBack(database, { sessions: before.sessions.map(ofNextEpoch) }),
  };
};

const ofNextEpoch = (session: Session): Session => ({ ...session, epoch: session.epoch + 1 });

const erase = async ({ database }: Crowd, number: number): Promise<Turn> => {
  const before = await keptOf(database, number);
  const deps = { ...database, audit: TOLD_TO_NOBODY, now: () => new Date() };
  return {
    work: () => eraseAccount(deps, { id: before.account.id }),
    after: () => putBack(database, before),
  };
};

interface Kept {
  readonly account?: Account;
  readonly sessions: readonly Session[];
}

const keptOf = async ({ users, sessions }: Database, number: number): Promise<Required<Kept>> => {
  const account = await users.findById(idOf(number));
  return { account: account!, sessions: await sessions.listByAccount(account!.id, new Date()) };
};

const putBack = async ({ users, sessions }: Database, { account, sessions: open }: Kept): Promise<void> => {
  if (account !== undefined) await users.insert(account);
  for (const session of open) await sessions.insert(session);
};

const TOLD_TO_NOBODY = async (): Promise<void> => undefined;

export const ACTS: readonly Act[] = [
  { id: 'login', title: 'login', prepare: login },
  { id: 'refresh', title: 'refresh', prepare: refresh },
  { id: 'get', title: 'get an account', prepare: get },
  { id: 'first-page', title: 'first page', prepare: firstPage },
  { id: 'deep-page', title: 'a page further on', prepare: deepPage },
  { id: 'register', title: 'register', prepare: register },
  { id: 'log-out-everywhere', title: 'log out everywhere', prepare: logOutEverywhere },
  { id: 'delete', title: 'delete an account', prepare: erase },
];
