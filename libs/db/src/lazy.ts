// A database whose adapter is loaded by its first call: plain forwarding, written out so that the compiler checks each line.
import { onDemand } from '@gatehouse/config';
import { DatabaseClosedError } from './own-faults.ts';
import type { CounterStore, Database, SessionStore, UserStore, ValueStore } from './ports.ts';
import type { MailStore, OneTimeTokenStore, RegistrationStore } from './waiting-ports.ts';

type Load = () => Promise<Database>;

/** A `Database` that calls `load` at its first use, and again only after it failed; closing an unused one loads nothing. */
export const lazyDatabase = (load: Load): Database => {
  const loadOnce = onDemand(load);
  let adapter: Promise<Database> | undefined;
  let closed = false;
  const get: Load = () => {
    if (closed) return Promise.reject(new DatabaseClosedError());
    return (adapter = loadOnce());
  };
  return {
    users: lazyUsers(get),
    sessions: lazySessions(get),
    values: lazyValues(get),
    counters: lazyCounters(get),
    registrations: lazyRegistrations(get),
    tokens: lazyTokens(get),
    mails: lazyMails(get),
    migrate: async () => (await get()).migrate(),
    close: async () => {
      closed = true;
      await (await adapter?.catch(() => undefined))?.close();
    },
  };
};

const lazyUsers = (get: Load): UserStore => ({
  insert: async (account) => (await get()).users.insert(account),
  insertMany: async (accounts) => (await get()).users.insertMany(accounts),
  findHolders: async (places) => (await get()).users.findHolders(places),
  findById: async (id) => (await get()).users.findById(id),
  findByEmail: async (email) => (await get()).users.findByEmail(email),
  listByPendingEmail: async (email, limit) => (await get()).users.listByPendingEmail(email, limit),
  list: async (page) => (await get()).users.list(page),
  update: async (...which) => (await get()).users.update(...which),
  setPendingEmail: async (...which) => (await get()).users.setPendingEmail(...which),
  confirmPendingEmail: async (id, change) => (await get()).users.confirmPendingEmail(id, change),
  verifyEmail: async (id, change) => (await get()).users.verifyEmail(id, change),
  resetPassword: async (id, change) => (await get()).users.resetPassword(id, change),
  swapFactors: async (id, swap) => (await get()).users.swapFactors(id, swap),
  rehash: async (id, swap) => (await get()).users.rehash(id, swap),
  changePassword: async (id, change) => (await get()).users.changePassword(id, change),
  raiseEpoch: async (id) => (await get()).users.raiseEpoch(id),
  setRole: async (id, role, held, now, vouches) => (await get()).users.setRole(id, role, held, now, vouches),
  setRoles: async (id, roles, now, vouches) => (await get()).users.setRoles(id, roles, now, vouches),
  setDisabled: async (id, disabled, now, vouches) =>
    (await get()).users.setDisabled(id, disabled, now, vouches),
  remove: async (id, vouches) => (await get()).users.remove(id, vouches),
  vouch: async (exceptId) => (await get()).users.vouch(exceptId),
});

const lazySessions = (get: Load): SessionStore => ({
  insert: async (session) => (await get()).sessions.insert(session),
  findByFamily: async (familyDigest) => (await get()).sessions.findByFamily(familyDigest),
  findById: async (id) => (await get()).sessions.findById(id),
  swap: async (next, expected) => (await get()).sessions.swap(next, expected),
  adoptEpoch: async (familyDigest, swap) => (await get()).sessions.adoptEpoch(familyDigest, swap),
  end: async (familyDigest) => (await get()).sessions.end(familyDigest),
  listByAccount: async (accountId, now) => (await get()).sessions.listByAccount(accountId, now),
  dropEndedOf: async (accountId, epoch) => (await get()).sessions.dropEndedOf(accountId, epoch),
  dropExpired: async (now, limit) => (await get()).sessions.dropExpired(now, limit),
});

const lazyValues = (get: Load): ValueStore => ({
  find: async (name) => (await get()).values.find(name),
  keep: async (name, value) => (await get()).values.keep(name, value),
  set: async (name, value) => (await get()).values.set(name, value),
  add: async (name, amount) => (await get()).values.add(name, amount),
});

const lazyCounters = (get: Load): CounterStore => ({
  add: async (key, amount, windowSeconds) => (await get()).counters.add(key, amount, windowSeconds),
  restart: async (key, windowSeconds) => (await get()).counters.restart(key, windowSeconds),
  find: async (key) => (await get()).counters.find(key),
});

const lazyRegistrations = (get: Load): RegistrationStore => ({
  insert: async (registration) => (await get()).registrations.insert(registration),
  findById: async (id) => (await get()).registrations.findById(id),
  findByEmail: async (email) => (await get()).registrations.findByEmail(email),
  remove: async (id) => (await get()).registrations.remove(id),
});

const lazyTokens = (get: Load): OneTimeTokenStore => ({
  insert: async (token) => (await get()).tokens.insert(token),
  find: async (digest) => (await get()).tokens.find(digest),
  countTry: async (digest) => (await get()).tokens.countTry(digest),
  spend: async (digest) => (await get()).tokens.spend(digest),
  dropOf: async (...which) => (await get()).tokens.dropOf(...which),
});

const lazyMails = (get: Load): MailStore => ({
  insert: async (mail) => (await get()).mails.insert(mail),
  due: async (now, limit) => (await get()).mails.due(now, limit),
  claim: async (id, attempt) => (await get()).mails.claim(id, attempt),
  remove: async (id) => (await get()).mails.remove(id),
  listOf: async (accountId) => (await get()).mails.listOf(accountId),
  removeOf: async (accountId) => (await get()).mails.removeOf(accountId),
});
