// Acts on accounts that want one email, for the tests of what happens when they meet or are cut off.
import { GatehouseError } from '@gatehouse/errors';
import { at, randomId, sampleAccount } from '../contract/samples.ts';
import type { Account } from '../ports.ts';
import { applying, confirming, raising } from './account-changes.ts';
import { changeAccount, IdTakenError, insertAccount, removeAccount } from './account-writes.ts';
import type { Table } from './requests.ts';

/** Two accounts and one that is to be, and the email that is in dispute. */
export interface Scene {
  readonly wanted: string;
  readonly holder: Account;
  readonly mover: Account;
  readonly newcomer: Account;
}

/** A scene of its own: the holder has the wanted email, or one of its own where it is free. */
export const newScene = (isFree: boolean): Scene => {
  const [wanted, own] = [newEmail(), newEmail()];
  return {
    wanted,
    holder: sampleAccount({ email: isFree ? own : wanted }),
    mover: sampleAccount({ pendingEmail: wanted, pendingId: randomId() }),
    newcomer: sampleAccount({ email: wanted }),
  };
};

const newEmail = (): string => `${randomId().toLowerCase()}@example.com`;

/** What an act ends with: what it did, or that it was refused. */
export type Outcome = 'done' | 'nothing' | 'email_taken' | 'id_taken';

export type Act = (table: Table, scene: Scene) => Promise<unknown>;

/** The acts by name. */
export const ACTS = {
  insert: (table, { newcomer }) => insertAccount(table, newcomer).then(() => true),
  insertAnother: (table, { wanted }) =>
    insertAccount(table, sampleAccount({ email: wanted })).then(() => true),
  move: (table, { mover, wanted }) => changeAccount(table, mover.id, applying({ email: wanted }, at(1))),
  confirm: (table, { mover }) => changeAccount(table, mover.id, confirming(mover.pendingId!, at(1))),
  moveElsewhere: (table, { mover }) =>
    changeAccount(table, mover.id, applying({ email: `elsewhere-${mover.email}` }, at(1))),
  moveHolder: (table, { holder, wanted }) =>
    changeAccount(table, holder.id, applying({ email: wanted }, at(1))),
  leave: (table, { holder }) =>
    changeAccount(table, holder.id, applying({ email: `left-${holder.email}` }, at(1))),
  removeHolder: (table, { holder }) => removeAccount(table, holder.id, (account) => account),
  removeMover: (table, { mover }) => removeAccount(table, mover.id, (account) => account),
  raiseEpoch: (table, { mover }) => changeAccount(table, mover.id, raising),
} as const satisfies Readonly<Record<string, Act>>;

export type ActName = keyof typeof ACTS;

/** The outcome of an act; what it may not end with is thrown. */
export const outcomeOf = async (act: Promise<unknown>): Promise<Outcome> => {
  try {
    return (await act) ? 'done' : 'nothing';
  } catch (error) {
    if (error instanceof IdTakenError) return 'id_taken';
    if (error instanceof GatehouseError && error.code === 'email_taken') return 'email_taken';
    throw error;
  }
};
