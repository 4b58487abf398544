// Accounts in DynamoDB: each method swaps one item by its version, and what concerns an email goes by claims besides.
import type { Account, PagePosition, User, UserStore } from '../ports.ts';
import { requireText } from '../text.ts';
import {
  applying,
  changingPassword,
  confirming,
  disabling,
  holding,
  ifOfEpoch,
  ifVouched,
  raising,
  rehashing,
  resetting,
  swapping,
  verifying,
  waitingFor,
  withRoles,
  type Change,
} from './account-changes.ts';
import { ACCOUNTS, accountKey, toRecord } from './account-items.ts';
import { findRecord, newClaim, readRecord, settle } from './account-records.ts';
import { changeAccount, insertAccount, removeAccount } from './account-writes.ts';
import { claimOf } from './claim-items.ts';
import type { Running } from './connection.ts';
import { findEach, insertEach } from './insert-many.ts';
import { ADMINS } from './keys.ts';
import type { Expression, Table } from './requests.ts';
import { BY_PENDING_EMAIL, BY_TIME } from './schema.ts';
import { placeOf } from './times.ts';
import { walk, type Walk } from './walk.ts';
import { textIn, type Fields } from './values.ts';

export const createDynamoUserStore = ({ run }: Running): UserStore => {
  const after = (id: string, change: Change): Promise<Account | null> =>
    run(async (table) => (await changeAccount(table, id, change))?.after ?? null);
  const done = (id: string, change: Change): Promise<boolean> =>
    run(async (table) => (await changeAccount(table, id, change)) !== null);
  const findHolder = ({ id, email }: Pick<User, 'id' | 'email'>): Promise<Account | null> =>
    run(async (table) => (await findRecord(table, id))?.account ?? findByEmail(table, email));

  return {
    insert: (account) => run((table) => insertAccount(table, account)),
    insertMany: (accounts) => insertEach({ run }, accounts, findHolder),
    findHolders: (places) => findEach({ run }, places, findHolder),
    findById: (id) => run(async (table) => (await findRecord(table, id))?.account ?? null),
    findByEmail: (email) => run((table) => findByEmail(table, email)),
    listByPendingEmail: (email, limit) =>
      run(async (table) => {
        const values = { email: requireText(email) };
        const where = { expression: '#pendingEmail = :email', values };
        const isPending = ({ pendingEmail }: Account): boolean => pendingEmail === email;
        return accountsBy(table, { index: BY_PENDING_EMAIL, where, limit }, isPending);
      }),
    list: ({ limit, after: position }) =>
      run((table) => accountsBy(table, { index: BY_TIME, where: behind(position), limit })),
    update: (id, change, now, epoch) => after(id, ifOfEpoch(epoch, applying(change, now))),
    rehash: (id, swap) => done(id, rehashing(swap)),
    setPendingEmail: (id, pending, now, epoch) => after(id, ifOfEpoch(epoch, waitingFor(pending, now))),
    confirmPendingEmail: (id, { pendingId, now }) => after(id, confirming(pendingId, now)),
    verifyEmail: (id, { email, now }) => after(id, verifying(email, now)),
    resetPassword: (id, { credentialGeneration, passwordHash, now }) =>
      run(async (table) => {
        const change = resetting(credentialGeneration, passwordHash, now);
        return (await changeAccount(table, id, change))?.before ?? null;
      }),
    swapFactors: (id, swap) => done(id, swapping(swap)),
    changePassword: (id, { epoch, passwordHash, now }) =>
      done(id, changingPassword(epoch, passwordHash, now)),
    raiseEpoch: (id) => after(id, raising),
    setRole: (id, role, held, now, vouches) => after(id, ifVouched(vouches, holding(role, held, now))),
    setRoles: (id, roles, now, vouches) => after(id, ifVouched(vouches, withRoles(roles, now))),
    setDisabled: (id, disabled, now, vouches) => after(id, ifVouched(vouches, disabling(disabled, now))),
    remove: (id, vouches) => run((table) => removeAccount(table, id, ifVouched(vouches, asItIs))),
    vouch: (exceptId) => run((table) => vouch(table, requireText(exceptId))),
  };
};

const asItIs: Change = (account) => account;

/**
 * The claim says whose the email is, and that account whether it bears the claim out. Where there is no claim, an account is asked
 * for all the same, so that the time of an answer does not tell which emails have one.
 */
const findByEmail = async (table: Table, email: string): Promise<Account | null> => {
  const claim = await claimOf(table, email);
  const record = await readRecord(table, claim?.accountId ?? newClaim());
  if (!record || record.claim !== claim?.name) return null;
  return (await settle(table, record))?.account ?? null;
};

/** The index says which, the table what they are: who is gone meanwhile, or does not count yet, is left out. */
const accountsBy = (
  table: Table,
  where: Walk,
  isOne: (account: Account) => boolean = () => true,
): Promise<readonly Account[]> =>
  walk(table, where, async (keys) => {
    const counting = (await table.getAll(keys)).map(toRecord).filter(({ settled }) => settled);
    return counting.map(({ account }) => account).filter(isOne);
  });

const behind = (position: PagePosition | null): Expression => {
  const all = { expression: '#queue = :queue', values: { queue: ACCOUNTS } };
  if (position === null) return all;
  const after = placeOf(position.createdAt, requireText(position.id));
  return { expression: '#queue = :queue AND #at > :after', values: { ...all.values, after } };
};

/**
 * One write, so that many who vouch at once do not wait for each other. Who is listed need not be an admin any more, so all are
 * read first.
 */
const vouch = async (table: Table, exceptId: string): Promise<boolean> => {
  const change = { expression: 'ADD #vouches :one, #version :one', values: { one: 1 } };
  const listed = (await table.list(ADMINS)).map((entry) => accountKey(textIn(entry, 'sk')));
  const admins = (await table.getAll(listed)).filter(isStandingAdmin);
  for (const item of admins) {
    const id = textIn(item, 'id');
    if (id !== exceptId && (await table.update(accountKey(id), change, STANDING_ADMIN))) return true;
  }
  return false;
};

const isStandingAdmin = (item: Fields): boolean => {
  const { account, settled } = toRecord(item);
  return settled && account.roles.includes('admin') && !account.disabled;
};

const STANDING_ADMIN: Expression = {
  expression: 'contains(#roles, :admin) AND #disabled = :no AND attribute_not_exists(#pending)',
  values: { admin: 'admin', no: false },
};
