// One call of each method of each store, for tests that try all of them. A method that the ports gain does not compile
// until it has its line here.
import type { Session } from '@gatehouse/sessions';
import type { Account, Database } from '../ports.ts';
import { NOW, at, rotated, sampleAccount, sampleSession } from './samples.ts';

/** What a call is made on: an account and a session of it, of which the database holds both, or neither before an insert. */
export interface Sample {
  readonly account: Account;
  readonly session: Session;
}

export type StoreCall = (database: Database, sample: Sample) => Promise<unknown>;

type Stores = Omit<Database, 'migrate' | 'close'>;

const CALLS: { readonly [Store in keyof Stores]: Readonly<Record<keyof Stores[Store], StoreCall>> } = {
  users: {
    insert: ({ users }, { account }) => users.insert(account),
    findById: ({ users }, { account }) => users.findById(account.id),
    findByEmail: ({ users }, { account }) => users.findByEmail(account.email),
    list: ({ users }) => users.list({ limit: 5, after: { createdAt: at(-1), id: 'any' } }),
    update: ({ users }, { account }) => users.update(account.id, { firstName: 'Augusta' }, at(1)),
    rehash: ({ users }, { account }) => users.rehash(account.id, { from: account.passwordHash, to: 'other' }),
    changePassword: ({ users }, { account: { id, epoch } }) =>
      users.changePassword(id, { epoch, passwordHash: 'other', now: at(1) }),
    raiseEpoch: ({ users }, { account }) => users.raiseEpoch(account.id),
    setRole: ({ users }, { account }) => users.setRole(account.id, 'admin', true, at(1)),
    setDisabled: ({ users }, { account }) => users.setDisabled(account.id, true, at(1)),
    remove: ({ users }, { account }) => users.remove(account.id),
  },
  sessions: {
    insert: ({ sessions }, { session }) => sessions.insert(session),
    findByFamily: ({ sessions }, { session }) => sessions.findByFamily(session.familyDigest),
    findById: ({ sessions }, { session }) => sessions.findById(session.id),
    swap: ({ sessions }, { session }) => sessions.swap(successorOf(session), session.generation),
    adoptEpoch: ({ sessions }, { session }) =>
      sessions.adoptEpoch(session.familyDigest, { from: session.epoch, to: session.epoch + 1 }),
    end: ({ sessions }, { session }) => sessions.end(session.familyDigest),
    listByAccount: ({ sessions }, { session }) => sessions.listByAccount(session.accountId, NOW),
    dropEndedOf: ({ sessions }, { session }) => sessions.dropEndedOf(session.accountId, session.epoch + 1),
    dropExpired: ({ sessions }, { session }) => sessions.dropExpired(session.expiresAt, 5),
  },
  values: {
    find: ({ values }, { account }) => values.find(account.id),
    keep: ({ values }, { account }) => values.keep(keptName(account), 'kept'),
    set: ({ values }, { account }) => values.set(account.id, 'other'),
    add: ({ values }, { account }) => values.add(account.id, 1),
  },
  counters: {
    // Of what they answer the count alone, since time goes on.
    add: async ({ counters }, { account }) => (await counters.add(account.id, 1, LONG_SECONDS)).count,
    restart: ({ counters }, { account }) => counters.restart(account.id, LONG_SECONDS),
    find: async ({ counters }, { account }) => (await counters.find(account.id))?.count,
  },
};

/** The calls by name (`users.insert`). */
export const everyCall: readonly (readonly [name: string, call: StoreCall])[] = Object.entries(CALLS).flatMap(
  ([store, calls]) => Object.entries(calls).map(([method, call]) => [`${store}.${method}`, call] as const),
);

/** A sample whose texts are those of its kind in length, so that two answers about two samples are as long. */
export const newSample = (): Sample => {
  const account = sampleAccount();
  return { account, session: sampleSession({ accountId: account.id }) };
};

const keptName = ({ id }: Account): string => `kept-${id}`;

/** What a database holds of a sample. */
export const lookAt = async (
  { users, sessions, values, counters }: Database,
  { account, session }: Sample,
) => {
  const [found, open, value, kept, counted] = await Promise.all([
    users.findById(account.id),
    sessions.findByFamily(session.familyDigest),
    values.find(account.id),
    values.find(keptName(account)),
    counters.find(account.id),
  ]);
  return { account: found, session: open, value, kept, count: counted?.count };
};

/**
 * Brings a sample back to what it is before `call`: an insert meets nothing of its own kind. A kept value stays, which is what
 * it is for.
 */
export const reset = async (database: Database, sample: Sample, name: string): Promise<void> => {
  const { users, sessions, values, counters } = database;
  await values.set(sample.account.id, '1');
  await counters.restart(sample.account.id, LONG_SECONDS);
  await users.remove(sample.account.id);
  await sessions.end(sample.session.familyDigest);
  if (name !== 'users.insert') await users.insert(sample.account);
  if (name !== 'sessions.insert') await sessions.insert(sample.session);
};

/** No window ends while a test goes on. */
const LONG_SECONDS = 86_400;

const SUCCESSORS = new WeakMap<Session, Session>();

/** The same one at each call. */
const successorOf = (session: Session): Session => {
  const successor = SUCCESSORS.get(session) ?? rotated(session);
  SUCCESSORS.set(session, successor);
  return successor;
};
