// The first login of somebody who has no account here: where the old system vouches for them, an account with this password is made.
import type { Credentials, OldSystem } from '@gatehouse/accounts';
import type { Audit } from '@gatehouse/audit';
import { newAccount, type Account, type RegistrationStore, type UserStore } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import type { PasswordHasher } from '@gatehouse/hashing';

export interface ComeOverDeps {
  readonly users: Pick<UserStore, 'insert' | 'findByEmail'>;
  readonly registrations: Pick<RegistrationStore, 'findByEmail' | 'remove'>;
  readonly passwords: Pick<PasswordHasher, 'hash'>;
  readonly oldSystem: OldSystem;
  readonly audit: Audit;
  readonly newId: () => string;
  readonly now: () => Date;
}

/** The account that the email has from now on. */
export interface Arrival {
  readonly account: Account;
  /** False where it was made meanwhile, by another login of the same person or by the link of a registration: its password counts. */
  readonly isNew: boolean;
}

/** Null where the old system does not vouch within so many milliseconds. */
export type ComeOver = (credentials: Credentials, withinMs: number) => Promise<Arrival | null>;

/**
 * The rules of new passwords are not asked: it is the person's password already, and there is no other way in. A registration that
 * waits for this address is no account, and goes first, so that none ever waits beside the account.
 */
export const comeOver =
  (deps: ComeOverDeps): ComeOver =>
  async (credentials, withinMs) => {
    const { email, password } = credentials;
    // What cannot be hashed is nobody's password here.
    if (!password.isWellFormed()) return null;
    const vouched = await deps.oldSystem.vouch(credentials, withinMs);
    if (vouched === null) return null;
    const passwordHash = await deps.passwords.hash(password);
    await removeWaiting(deps, email);
    const account = newAccount({ ...vouched, id: deps.newId(), email, passwordHash, now: deps.now() });
    if (!(await insert(deps, account))) return madeMeanwhile(deps, email);
    await deps.audit({ event: 'account_created', subject: account.id, email });
    return { account, isNew: true };
  };

const madeMeanwhile = async (
  { users }: Pick<ComeOverDeps, 'users'>,
  email: string,
): Promise<Arrival | null> => {
  const account = await users.findByEmail(email);
  return account && { account, isNew: false };
};

const removeWaiting = async (
  { registrations }: Pick<ComeOverDeps, 'registrations'>,
  email: string,
): Promise<void> => {
  const waiting = await registrations.findByEmail(email);
  if (waiting !== null) await registrations.remove(waiting.id);
};

/** False where another account has the email. */
const insert = async ({ users }: Pick<ComeOverDeps, 'users'>, account: Account): Promise<boolean> => {
  try {
    await users.insert(account);
    return true;
  } catch (error) {
    if (error instanceof GatehouseError && error.code === 'email_taken') return false;
    throw error;
  }
};
