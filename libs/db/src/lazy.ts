// A database whose adapter is loaded by its first call: plain forwarding, written out so that the compiler checks each line.
import { onDemand } from '@gatehouse/config';
import { DatabaseClosedError } from './own-faults.ts';
import type { CounterStore, Database, SessionStore, UserStore, ValueStore } from './ports.ts';

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
    migrate: async () => (await get()).migrate(),
    close: async () => {
      closed = true;
      await (await adapter?.catch(() => undefined))?.close();
    },
  };
};

const lazyUsers = (get: Load): UserStore => ({
  insert: async (account) => (await get()).users.insert(account),
  findById: async (id) => (await get()).users.findById(id),
  findByEmail: async (email) => (await get()).users.findByEmail(email),
  list: async (page) => (await get()).users.list(page),
  update: async (id, change, now) => (await get()).users.update(id, change, now),
  rehash: async (id, swap) => (await get()).users.rehash(id, swap),
  changePassword: async (id, change) => (await get()).users.changePassword(id, change),
  raiseEpoch: async (id) => (await get()).users.raiseEpoch(id),
  setRole: async (id, role, held, now) => (await get()).users.setRole(id, role, held, now),
  setDisabled: async (id, disabled, now) => (await get()).users.setDisabled(id, disabled, now),
  remove: async (id) => (await get()).users.remove(id),
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
