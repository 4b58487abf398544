// The contract that every adapter is held to, word for word the same; an entry of its own, because it needs jest.
import { describe } from '@jest/globals';
import { describeAccountLife, describeAdmins } from './account-life.ts';
import { describeCounterStore } from './counters.ts';
import { describeLifecycle } from './lifecycle.ts';
import { describeManyUsers } from './many-users.ts';
import { describeMailStore } from './mails.ts';
import { describeRegistrationStore } from './registrations.ts';
import { describeExpiry, describeSessionStore } from './sessions.ts';
import type { OpenSubject } from './subject.ts';
import { describeTokenStore } from './tokens.ts';
import { describeValueStore } from './values.ts';
import { describeUserList, describeUserStore } from './users.ts';

export { describeProcessRaces } from './processes.ts';
export type { OpenUrl } from './processes.ts';
export type { ContractSubject, OpenSubject } from './subject.ts';

/**
 * Declares the contract's tests for the stores that `open` hands out: each call a fresh and empty one.
 * @example
 * import { openDatabase } from '@gatehouse/db';
 *
 * describeDatabaseContract('my store', async () => {
 *   const open = () => openDatabase('sqlite:test/store.db');
 *   return { database: open(), reopen: open, cleanup: () => rm('test', { recursive: true }) };
 * });
 */
export const describeDatabaseContract = (name: string, open: OpenSubject): void => {
  describe(`${name}: the database`, () => describeLifecycle(open));
  describe(`${name}: accounts`, () => describeUserStore(open));
  describe(`${name}: many accounts at once`, () => describeManyUsers(open));
  describe(`${name}: the list of accounts`, () => describeUserList(open));
  describe(`${name}: the life of accounts`, () => describeAccountLife(open));
  describe(`${name}: the admin who stays`, () => describeAdmins(open));
  describe(`${name}: sessions`, () => describeSessionStore(open));
  describe(`${name}: shared values`, () => describeValueStore(open));
  describe(`${name}: counters`, () => describeCounterStore(open));
  describe(`${name}: waiting registrations`, () => describeRegistrationStore(open));
  describe(`${name}: one-time tokens`, () => describeTokenStore(open));
  describe(`${name}: mails`, () => describeMailStore(open));
  describe(`${name}: expiry`, () => describeExpiry(open));
};
