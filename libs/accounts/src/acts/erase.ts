// Erasing an account: what is kept beside it goes first, and the account itself last. So a process that is killed on the way leaves an
// account that is there, by whose id or email the act is repeated, and never something of an account that nobody finds any more.
import type { Audit } from '@gatehouse/audit';
import type {
  Account,
  MailStore,
  OneTimeTokenStore,
  RegistrationStore,
  SessionStore,
  TokenKind,
  UserStore,
  ValueStore,
} from '@gatehouse/db';
import { countGone } from '../imported-hashes.ts';
import { isStandingAdmin, leavingAnAdmin, type LastAdminDeps } from './last-admin.ts';
import type { Meant } from './meant.ts';

/** The stores that hold something by the id of an account. */
export interface KeptBesideDeps {
  readonly sessions: Pick<SessionStore, 'listByAccount' | 'dropEndedOf'>;
  readonly tokens: Pick<OneTimeTokenStore, 'dropOf'>;
  readonly mails: Pick<MailStore, 'removeOf'>;
  readonly audit: Audit;
  readonly now: () => Date;
}

export interface EraseWaitingDeps extends KeptBesideDeps {
  readonly registrations: Pick<RegistrationStore, 'findByEmail' | 'remove'>;
}

export interface EraseDeps extends LastAdminDeps, EraseWaitingDeps {
  readonly users: Pick<UserStore, 'findById' | 'vouch' | 'setRole' | 'remove'>;
  readonly values: Pick<ValueStore, 'add'>;
}

/**
 * Erases the account with all that is kept about it; whether it was there. Throws `last_admin`, and then has changed nothing.
 * Where it was not there, what an erasure that was cut short may have left of it goes all the same.
 */
export const eraseAccount = async (deps: EraseDeps, { id, ...named }: Meant): Promise<boolean> => {
  const erased = await leavingAnAdmin(deps, id, (read) => eraseAsRead(deps, read));
  if (erased !== null) {
    await deps.audit({ event: 'account_removed', subject: id, ...named });
    await countGone(deps.values, erased.passwordHash);
  }
  // Also what a login or a mail that was under way has written meanwhile.
  await dropKeptBeside(deps, id).catch(() => undefined);
  return erased !== null;
};

/** Null where the account is not any more as it was read. */
const eraseAsRead = async (deps: EraseDeps, read: Account): Promise<Account | null> => {
  const account = await stepDown(deps, read);
  if (account === null) return null;
  await dropWaiting(deps, account.email);
  await dropKeptBeside(deps, account.id);
  return (await deps.users.remove(account.id, account.vouches)) ? account : null;
};

/**
 * An admin gives up the role before anything goes: that write decides whether an admin stays, and whoever loses against it has
 * lost nothing else. Cut short after it, the account signs in and erases itself as any other.
 */
const stepDown = async ({ users, audit, now }: EraseDeps, read: Account): Promise<Account | null> => {
  if (!isStandingAdmin(read)) return read;
  const account = await users.setRole(read.id, 'admin', false, now(), read.vouches);
  if (account !== null) await audit({ event: 'roles_changed', subject: account.id, roles: account.roles });
  return account;
};

/** Erases a registration that waits to be confirmed; whether there was one. */
export const eraseWaiting = async (deps: EraseWaitingDeps, email: string): Promise<boolean> => {
  const id = await dropWaiting(deps, email.toLowerCase());
  if (id !== null) await deps.audit({ event: 'account_removed', subject: id, email });
  return id !== null;
};

const dropWaiting = async (deps: EraseWaitingDeps, email: string): Promise<string | null> => {
  const waiting = await deps.registrations.findByEmail(email);
  if (waiting === null) return null;
  await dropKeptBeside(deps, waiting.id);
  return (await deps.registrations.remove(waiting.id)) ? waiting.id : null;
};

const dropKeptBeside = async (
  { mails, tokens, sessions, audit, now }: KeptBesideDeps,
  id: string,
): Promise<void> => {
  await mails.removeOf(id);
  await tokens.dropOf(id, TOKEN_KINDS);
  const ended = await sessions.listByAccount(id, now());
  await sessions.dropEndedOf(id, EVERY_EPOCH);
  for (const { id: sid } of ended) await audit({ event: 'session_ended', subject: id, sid, why: 'removed' });
};

const EVERY_EPOCH = Number.MAX_SAFE_INTEGER;

const EVERY_KIND: Readonly<Record<TokenKind, true>> = {
  verify_email: true,
  reset_password: true,
  login_challenge: true,
  passkey_challenge: true,
  passkey_used: true,
};

/** All kinds of one-time tokens. */
export const TOKEN_KINDS = Object.keys(EVERY_KIND) as readonly TokenKind[];
