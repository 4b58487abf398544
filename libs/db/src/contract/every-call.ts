// One call of each method of each store, for tests that try all of them. A method that the ports gain does not compile
// until it has its line here.
import type { Session } from '@gatehouse/sessions';
import type { Account, Database } from '../ports.ts';
import type { Mail, OneTimeToken, WaitingRegistration } from '../waiting-ports.ts';
import {
  NOW,
  at,
  rotated,
  sampleAccount,
  sampleMail,
  sampleRegistration,
  sampleSession,
  sampleToken,
} from './samples.ts';

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
    insertMany: ({ users }, { account }) => users.insertMany([account]),
    findHolders: ({ users }, { account }) => users.findHolders([account]),
    findById: ({ users }, { account }) => users.findById(account.id),
    findByEmail: ({ users }, { account }) => users.findByEmail(account.email),
    listByPendingEmail: ({ users }, { account }) => users.listByPendingEmail(account.email, 2),
    list: ({ users }) => users.list({ limit: 5, after: { createdAt: at(-1), id: 'any' } }),
    update: ({ users }, { account }) => users.update(account.id, { firstName: 'Augusta' }, at(1)),
    setPendingEmail: ({ users }, { account }) =>
      users.setPendingEmail(account.id, { email: `new-${account.email}`, id: 'change' }, at(1)),
    confirmPendingEmail: ({ users }, { account: { id } }) =>
      users.confirmPendingEmail(id, { pendingId: 'change', now: at(1) }),
    verifyEmail: ({ users }, { account: { id, email } }) => users.verifyEmail(id, { email, now: at(1) }),
    resetPassword: ({ users }, { account: { id, credentialGeneration } }) =>
      users.resetPassword(id, { credentialGeneration, passwordHash: 'other', now: at(1) }),
    swapFactors: ({ users }, { account: { id, epoch, factors, factorsGeneration: from } }) =>
      users.swapFactors(id, { from, epoch, factors, endsSessions: true, now: at(1) }),
    rehash: ({ users }, { account }) => users.rehash(account.id, { from: account.passwordHash, to: 'other' }),
    changePassword: ({ users }, { account: { id, epoch } }) =>
      users.changePassword(id, { epoch, passwordHash: 'other', now: at(1) }),
    raiseEpoch: ({ users }, { account }) => users.raiseEpoch(account.id),
    setRole: ({ users }, { account }) => users.setRole(account.id, 'admin', true, at(1)),
    setRoles: ({ users }, { account }) => users.setRoles(account.id, ['user', 'clerk'], at(1)),
    setDisabled: ({ users }, { account }) => users.setDisabled(account.id, true, at(1)),
    remove: ({ users }, { account }) => users.remove(account.id),
    vouch: ({ users }, { account }) => users.vouch(account.id),
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
  registrations: {
    insert: ({ registrations }, { account }) => registrations.insert(registrationOf(account)),
    findById: ({ registrations }, { account }) => registrations.findById(account.id),
    findByEmail: ({ registrations }, { account }) => registrations.findByEmail(account.email),
    remove: ({ registrations }, { account }) => registrations.remove(account.id),
  },
  tokens: {
    insert: ({ tokens }, { account }) => tokens.insert(tokenOf(account)),
    find: ({ tokens }, { account }) => tokens.find(account.id),
    countTry: ({ tokens }, { account }) => tokens.countTry(account.id),
    spend: ({ tokens }, { account }) => tokens.spend(account.id),
    dropOf: ({ tokens }, { account }) => tokens.dropOf(account.id, ['verify_email', 'reset_password']),
  },
  mails: {
    insert: ({ mails }, { account }) => mails.insert(mailOf(account)),
    due: ({ mails }) => mails.due(at(-1), 5),
    claim: ({ mails }, { account }) => mails.claim(account.id, { attempts: 0, dueAt: at(60) }),
    remove: ({ mails }, { account }) => mails.remove(account.id),
    listOf: ({ mails }, { account }) => mails.listOf(account.id),
    removeOf: ({ mails }, { account }) => mails.removeOf(account.id),
  },
};

const registrationOf = ({ id, email }: Account): WaitingRegistration => sampleRegistration({ id, email });

const tokenOf = ({ id }: Account): OneTimeToken => sampleToken({ digest: id, accountId: id });

const mailOf = ({ id }: Account): Mail => sampleMail({ id, accountId: id });

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
  { users, sessions, values, counters, registrations, tokens, mails }: Database,
  { account, session }: Sample,
) => {
  const [found, open, value, kept, counted, registration, token, mail] = await Promise.all([
    users.findById(account.id),
    sessions.findByFamily(session.familyDigest),
    values.find(account.id),
    values.find(keptName(account)),
    counters.find(account.id),
    registrations.findById(account.id),
    tokens.find(account.id),
    mails.listOf(account.id),
  ]);
  return { account: found, session: open, value, kept, count: counted?.count, registration, token, mail };
};

/**
 * Brings a sample back to what it is before `call`: an insert meets nothing of its own kind. A kept value stays, which is what
 * it is for.
 */
export const reset = async (database: Database, sample: Sample, name: string): Promise<void> => {
  const { users, sessions, values, counters, registrations, tokens, mails } = database;
  const { account } = sample;
  await values.set(sample.account.id, '1');
  await counters.restart(sample.account.id, LONG_SECONDS);
  await users.remove(sample.account.id);
  await sessions.end(sample.session.familyDigest);
  await registrations.remove(account.id);
  await tokens.spend(account.id);
  await mails.remove(account.id);
  if (name !== 'registrations.insert') await registrations.insert(registrationOf(account));
  if (name !== 'tokens.insert') await tokens.insert(tokenOf(account));
  if (name !== 'mails.insert') await mails.insert(mailOf(account));
  if (!name.startsWith('users.insert')) await users.insert(sample.account);
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
