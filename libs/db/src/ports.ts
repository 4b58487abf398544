// The ports of the stores: what use cases may ask of a database. No rule lives behind them, only find and swap.
import type { Factors } from '@gatehouse/factors';
import type { Session } from '@gatehouse/sessions';
import type { MailStore, OneTimeTokenStore, RegistrationStore } from './waiting-ports.ts';

/** The name of a role that an account can hold; what it may call is the access table's business. */
export type Role = string;

/** The account as the domain sees it. `email` is in lower case: one account in any letter case. */
export interface User {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly emailVerified: boolean;
  /** The address that takes the place of `email` once it is confirmed. */
  readonly pendingEmail: string | null;
  readonly roles: readonly Role[];
  readonly disabled: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A user with what only sign-in needs; none of it leaves the server. */
export interface Account extends User {
  readonly passwordHash: string;
  /** Grows with every ending of all sessions. Whatever raises it voids the pending email in the same write. */
  readonly epoch: number;
  /** Names the pending change of email, since a later one may be to the same address; null where there is none. */
  readonly pendingId: string | null;
  /** Grows with every change of the password or the email; hashing the same password anew is none. */
  readonly credentialGeneration: number;
  readonly factors: Factors;
  /** Grows with every write to the factors; the expected value of the next compare-and-swap. */
  readonly factorsGeneration: number;
  /** How often this account was marked as the admin who stays while another went. */
  readonly vouches: number;
}

/** An address that an account wants to have, and the name of that change. */
export interface PendingEmail {
  readonly email: string;
  readonly id: string;
}

/** New factors in place of those of generation `from`, if the epoch is still `epoch` too. */
export interface FactorsSwap {
  readonly from: number;
  readonly epoch: number;
  readonly factors: Factors;
  /** Whether it raises the epoch, and is a change of the account that `updatedAt` tells. */
  readonly endsSessions: boolean;
  readonly now: Date;
}

/** Where a page of the list starts: right behind this account, in the order of (createdAt, id). */
export interface PagePosition {
  readonly createdAt: Date;
  readonly id: string;
}

/** What a PATCH may change. A new `email` is unverified. */
export interface UserChange {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
}

/**
 * Accounts. Every method throws `GatehouseError('store_unavailable')` when the database does not answer;
 * `insert` and `update` throw `GatehouseError('email_taken')` when another account has the email.
 * A write is acknowledged only when it is durable (MongoDB: majority and journal; SQLite: synchronous FULL).
 */
export interface UserStore {
  insert(account: Account): Promise<void>;
  /**
   * Inserts each account whose id and email are free, no two of them of one id or email. In the order given: null for one that was
   * inserted, else what stands in its place, as `findHolders` says it. What was inserted before the store failed may stay.
   */
  insertMany(accounts: readonly Account[]): Promise<readonly (Account | null)[]>;
  /** For each, in the order given, the account of its id, else that of its email; null where both are free. */
  findHolders(places: readonly Pick<User, 'id' | 'email'>[]): Promise<readonly (Account | null)[]>;
  findById(id: string): Promise<Account | null>;
  findByEmail(email: string): Promise<Account | null>;
  /** At most `limit` accounts to which this address is pending, in the order of their ids. */
  listByPendingEmail(email: string, limit: number): Promise<readonly Account[]>;
  /** At most `limit` accounts behind `after`, oldest first. */
  list(page: { readonly limit: number; readonly after: PagePosition | null }): Promise<readonly Account[]>;
  /**
   * Applies the change and `updatedAt` in one write; null when there is no such account. An email that differs from
   * the stored one is unverified, raises the credential generation, and voids the pending one. Here and in the next: where `epoch` is
   * given, only if the account's is still that, so that no session writes after its end.
   */
  update(id: string, change: UserChange, now: Date, epoch?: number): Promise<Account | null>;
  /** Sets the address that waits to be confirmed, in place of an earlier one, or none; null when there is no such account. */
  setPendingEmail(
    id: string,
    pending: PendingEmail | null,
    now: Date,
    epoch?: number,
  ): Promise<Account | null>;
  /** Stores a new hash of the same password, if the stored hash is still `from`. */
  rehash(id: string, swap: { readonly from: string; readonly to: string }): Promise<boolean>;
  /**
   * Makes the pending email the account's, verified, if the change is still the one of that name; the account as it is then,
   * or null. Raises the credential generation.
   */
  confirmPendingEmail(
    id: string,
    change: { readonly pendingId: string; readonly now: Date },
  ): Promise<Account | null>;
  /** Marks the email as verified, if it is still `email` and was not verified; the account as it is then, or null. */
  verifyEmail(id: string, change: { readonly email: string; readonly now: Date }): Promise<Account | null>;
  /**
   * One write, if the credential generation is still that: the new hash, epoch and credential generation raised by one, the
   * email verified, and of an account whose email was not verified before all factors gone. The account as it was before, or null.
   */
  resetPassword(
    id: string,
    change: { readonly credentialGeneration: number; readonly passwordHash: string; readonly now: Date },
  ): Promise<Account | null>;
  /** Puts factors in the place of others; whether it did. */
  swapFactors(id: string, swap: FactorsSwap): Promise<boolean>;
  /** One write: the new hash, epoch and credential generation raised by one, if the epoch is still `epoch`. */
  changePassword(
    id: string,
    change: { readonly epoch: number; readonly passwordHash: string; readonly now: Date },
  ): Promise<boolean>;
  /** Raises the epoch by one, which ends every session of the account; the account as it is then, or null. */
  raiseEpoch(id: string): Promise<Account | null>;
  /**
   * Adds or takes a role in one write; null when there is no such account. Here and below: where `vouches` is given, only if the
   * account has vouched for others as often as that.
   */
  setRole(id: string, role: Role, held: boolean, now: Date, vouches?: number): Promise<Account | null>;
  /** The whole list of roles; null when there is no such account. */
  setRoles(id: string, roles: readonly Role[], now: Date, vouches?: number): Promise<Account | null>;
  /** Disables (and raises the epoch, in the same write) or enables; null when there is no such account. */
  setDisabled(id: string, disabled: boolean, now: Date, vouches?: number): Promise<Account | null>;
  /** True when the account was there; its sessions end with it, since none outlives its account. */
  remove(id: string, vouches?: number): Promise<boolean>;
  /**
   * Marks some enabled admin other than `exceptId` as one who stays: `vouches` raised by one, in one write. False when there is
   * none. Whoever then removes the admin `exceptId` with the `vouches` that were read before leaves an admin behind, whatever
   * others do at once: each of two who remove one another would have marked the other.
   */
  vouch(exceptId: string): Promise<boolean>;
}

/** Sessions. Errors as for accounts. Each method touches one document or row, unless its name says otherwise. */
export interface SessionStore {
  insert(session: Session): Promise<void>;
  findByFamily(familyDigest: string): Promise<Session | null>;
  findById(id: string): Promise<Session | null>;
  /**
   * Compare and swap: stores `next` if the session is there with generation `expected`; says whether it did. Family, id, account and
   * `createdAt` are a session's for life.
   */
  swap(next: Session, expected: number): Promise<boolean>;
  /**
   * Carries a session over to a new epoch (a password change keeps the current one), if it is still at `from`.
   * Raises the generation too, so that a rotation in flight reads the session again instead of undoing this.
   */
  adoptEpoch(familyDigest: string, swap: { readonly from: number; readonly to: number }): Promise<boolean>;
  /** Ends one session, and answers with it; null when it was not there. */
  end(familyDigest: string): Promise<Session | null>;
  /**
   * The sessions of an account that have not expired at `now`, newest first (by createdAt, then by id, both falling), 200 at
   * most.
   */
  listByAccount(accountId: string, now: Date): Promise<readonly Session[]>;
  /** Housekeeping: drops all sessions of the account whose epoch is below `epoch`. Not what ends them. */
  dropEndedOf(accountId: string, epoch: number): Promise<void>;
  /** Housekeeping: drops at most `limit` sessions expired at `now`, by index, never by a scan; how many went. */
  dropExpired(now: Date, limit: number): Promise<number>;
}

/**
 * Values by name that all processes on this store share, such as a key or a count. Errors as for accounts. A name is up to
 * whoever uses it, and stands in one place of the code.
 */
export interface ValueStore {
  /** The value of that name, or null. */
  find(name: string): Promise<string | null>;
  /** Stores `value` unless there is one by that name already; answers with the one that is there from then on. */
  keep(name: string, value: string): Promise<string>;
  set(name: string, value: string): Promise<void>;
  /** Adds to a whole number in one write, and answers with what it is then: never below 0, and 0 before its first use. */
  add(name: string, amount: number): Promise<number>;
}

/** A count within a window of time, and how long that window has still to run by this process's clock. */
export interface Count {
  readonly count: number;
  readonly msLeft: number;
}

/**
 * Counters that end by themselves: each window of a key begins with its first count. Errors as for accounts. A key is an HMAC,
 * so that nobody can read of the store who was counted. What is counted may be lost with a crash of the database; nothing that
 * was acknowledged to a client depends on it.
 */
export interface CounterStore {
  /** Counts `amount` on in one write, also below 0, and answers with the count then; of a window that is over, anew. */
  add(key: string, amount: number, windowSeconds: number): Promise<Count>;
  /** Begins a window with a count of 1, whatever there was. */
  restart(key: string, windowSeconds: number): Promise<void>;
  /** The count of a window that is not over, or null. */
  find(key: string): Promise<Count | null>;
}

/** A database: its stores, its migration and its end. Opening it touches nothing; the first call connects. */
export interface Database {
  readonly users: UserStore;
  readonly sessions: SessionStore;
  readonly values: ValueStore;
  readonly counters: CounterStore;
  readonly registrations: RegistrationStore;
  readonly tokens: OneTimeTokenStore;
  readonly mails: MailStore;
  /** Creates and updates tables or collections, their indexes and the store's key; idempotent, safe in several processes at once. */
  migrate(): Promise<void>;
  close(): Promise<void>;
}
