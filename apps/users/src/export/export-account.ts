// Everything that is kept about an account, for its owner.
import { requireRecentLogin, standingCaller, type RecentDeps } from '@gatehouse/accounts';
import type { Account, Mail, MailStore, SessionStore } from '@gatehouse/db';
import type { Principal } from '@gatehouse/http/principal';
import { parseCause } from '@gatehouse/mail/rows';
import type { Session } from '@gatehouse/sessions';

export interface ExportDeps extends RecentDeps {
  readonly sessions: Pick<SessionStore, 'findById' | 'listByAccount'>;
  readonly mails: Pick<MailStore, 'listOf'>;
}

export interface KeptAboutAccount {
  readonly account: Account;
  readonly sessions: readonly Session[];
  readonly mails: readonly Mail[];
  readonly exportedAt: Date;
}

/** Throws `unauthorized` when the caller's session has ended, and `reauthentication_required`. */
export const exportAccount = async (deps: ExportDeps, principal: Principal): Promise<KeptAboutAccount> => {
  const account = await standingCaller(deps, principal);
  const now = deps.now();
  requireRecentLogin(principal, { now, withinSeconds: deps.reauthenticationSeconds });
  const [sessions, mails] = await Promise.all([
    deps.sessions.listByAccount(account.id, SINCE_EVER),
    deps.mails.listOf(account.id),
  ]);
  return { account, sessions, mails: mails.filter((mail) => !leadsToPending(mail)), exportedAt: now };
};

/**
 * The link to a pending address is mailed only where no other account has that address, which no answer may tell where registrations
 * are confirmed. `pending_email` says as much without it.
 */
const leadsToPending = (mail: Mail): boolean => {
  const occasion = parseCause(mail);
  return occasion?.kind === 'verify_email' && 'pendingId' in occasion.cause;
};

/** Those that have expired, and are still there, are kept too. */
const SINCE_EVER = new Date(0);
