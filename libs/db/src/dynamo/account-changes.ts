// What each method of the port makes of an account: pure functions, whose result the store swaps in.
import { NO_FACTORS } from '@gatehouse/factors';
import type { Account, FactorsSwap, PendingEmail, Role, UserChange } from '../ports.ts';

/** The account as it is to be; null where it is not one that this change is for. */
export type Change = (account: Account) => Account | null;

const NOTHING_PENDING = { pendingEmail: null, pendingId: null };

/** What ends all sessions, and voids a pending change of email with them. */
const raised = (account: Account): Account => ({ ...account, ...NOTHING_PENDING, epoch: account.epoch + 1 });

export const raising: Change = raised;

export const applying =
  ({ firstName, lastName, email }: UserChange, now: Date): Change =>
  (account) => ({
    ...account,
    ...(firstName !== undefined && { firstName }),
    ...(lastName !== undefined && { lastName }),
    ...(email !== undefined && withEmail(account, email)),
    updatedAt: now,
  });

const withEmail = (account: Account, email: string): Partial<Account> => ({
  ...NOTHING_PENDING,
  ...(email !== account.email && {
    email,
    emailVerified: false,
    credentialGeneration: account.credentialGeneration + 1,
  }),
});

export const rehashing =
  ({ from, to }: { readonly from: string; readonly to: string }): Change =>
  (account) =>
    account.passwordHash === from ? { ...account, passwordHash: to } : null;

export const waitingFor =
  (pending: PendingEmail | null, now: Date): Change =>
  (account) => ({
    ...account,
    ...(pending === null ? NOTHING_PENDING : { pendingEmail: pending.email, pendingId: pending.id }),
    updatedAt: now,
  });

export const confirming =
  (pendingId: string, now: Date): Change =>
  (account) =>
    account.pendingId === pendingId && account.pendingEmail !== null
      ? {
          ...account,
          ...NOTHING_PENDING,
          email: account.pendingEmail,
          emailVerified: true,
          credentialGeneration: account.credentialGeneration + 1,
          updatedAt: now,
        }
      : null;

export const verifying =
  (email: string, now: Date): Change =>
  (account) =>
    account.email === email && !account.emailVerified
      ? { ...account, emailVerified: true, updatedAt: now }
      : null;

export const resetting =
  (credentialGeneration: number, passwordHash: string, now: Date): Change =>
  (account) =>
    account.credentialGeneration === credentialGeneration
      ? {
          ...raised(account),
          passwordHash,
          credentialGeneration: account.credentialGeneration + 1,
          emailVerified: true,
          factors: account.emailVerified ? account.factors : NO_FACTORS,
          factorsGeneration: account.factorsGeneration + 1,
          updatedAt: now,
        }
      : null;

export const swapping =
  ({ from, epoch, factors, endsSessions, now }: FactorsSwap): Change =>
  (account) =>
    account.factorsGeneration === from && account.epoch === epoch
      ? {
          ...(endsSessions ? { ...raised(account), updatedAt: now } : account),
          factors,
          factorsGeneration: account.factorsGeneration + 1,
        }
      : null;

export const changingPassword =
  (epoch: number, passwordHash: string, now: Date): Change =>
  (account) =>
    account.epoch === epoch
      ? {
          ...raised(account),
          passwordHash,
          credentialGeneration: account.credentialGeneration + 1,
          updatedAt: now,
        }
      : null;

export const holding =
  (role: Role, held: boolean, now: Date): Change =>
  (account) => {
    const others = account.roles.filter((each) => each !== role);
    const roles = held && account.roles.includes(role) ? account.roles : [...others, ...(held ? [role] : [])];
    return { ...account, roles, updatedAt: now };
  };

export const withRoles =
  (roles: readonly Role[], now: Date): Change =>
  (account) => ({ ...account, roles: [...roles], updatedAt: now });

export const disabling =
  (disabled: boolean, now: Date): Change =>
  (account) => ({ ...(disabled ? raised(account) : account), disabled, updatedAt: now });

/** The change, of an account alone that has vouched as often as that, where it is said. */
export const ifVouched =
  (vouches: number | undefined, change: Change): Change =>
  (account) =>
    vouches === undefined || account.vouches === vouches ? change(account) : null;

/** The change, of an account alone that has this epoch, where it is said. */
export const ifOfEpoch =
  (epoch: number | undefined, change: Change): Change =>
  (account) =>
    epoch === undefined || account.epoch === epoch ? change(account) : null;
